import { start } from "./browser.mjs";
import { readFileSync } from "node:fs";
const shots = [];
const real = process.argv[2];
for (const [w,h,scheme] of [[1500,1000,"light"],[390,844,"dark"]]) {
  const app = await start({ viewport:{width:w,height:h}, colorScheme: scheme });
  app.server.mount("/any/sub/path/data/job_stats.json", readFileSync("/work/shared/data/legacy-2024-12-21/job_stats.json"));
  await app.open({view:"tree"});
  await app.page.screenshot({path:`/tmp/ct-shots/sample-${w}.png`});
  await app.open({view:"tree",data:"data/job_stats.json",q:"k8s"});
  await app.page.screenshot({path:`/tmp/ct-shots/legacy-${w}.png`});
  console.log(await app.count(), app.errors, await app.page.evaluate(()=>document.documentElement.scrollWidth-innerWidth));
  await app.close();
}
