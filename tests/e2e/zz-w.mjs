import { start } from "./browser.mjs";
for (const view of ["nightly","tree"]) {
  const app = await start({ viewport:{width:390,height:844} });
  await app.open({view});
  console.log(view, await app.page.evaluate(()=>[document.documentElement.scrollWidth, [...document.querySelectorAll("body *")].filter(e=>e.getBoundingClientRect().right>391 && !e.closest(".bar")).slice(0,12).map(e=>e.tagName+"."+e.className+" "+Math.round(e.getBoundingClientRect().right)+" "+getComputedStyle(e).position)]));
  await app.close();
}
