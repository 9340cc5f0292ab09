// Builds the decks that come as JSON lines on stdin with PptxGenJS; answers {"ms", "bytes"} for each.
// argv: the picture files. Given a path in "out", the deck is written there after the clock has stopped.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import PptxGenJS from "pptxgenjs";

const pictures = process.argv.slice(2).map((path) => "image/jpeg;base64," + readFileSync(path).toString("base64"));

function build(deck) {
  const pptx = new PptxGenJS();
  pptx.layout = "LAYOUT_WIDE";
  pptx.title = deck.title;
  for (const page of deck.slides) {
    const slide = pptx.addSlide();
    const narrow = page.picture !== null || page.chart !== null || page.table !== null;
    slide.addText(page.title, { x: 0.6, y: 0.4, w: 12.1, h: 0.9, fontSize: 30, bold: true });
    slide.addText(
      page.points.map((text) => ({ text, options: { bullet: true, breakLine: true } })),
      { x: 0.6, y: 1.6, w: narrow ? 5.6 : 12.1, h: 5, fontSize: 18, valign: "top" },
    );
    if (page.chart !== null) {
      const data = page.chart.series.map((s) => ({ name: s.name, labels: page.chart.categories, values: s.values }));
      slide.addChart(pptx.charts.BAR, data, { x: 6.6, y: 1.6, w: 6.1, h: 5 });
    }
    if (page.table !== null) slide.addTable([page.table.headers, ...page.table.rows], { x: 6.6, y: 1.6, w: 6.1 });
    if (page.picture !== null) {
      slide.addImage({ data: pictures[page.picture], x: 6.6, y: 1.6, w: 6.1, h: 3.43, altText: page.title });
    }
    slide.addNotes(page.notes);
  }
  return pptx.write({ outputType: "nodebuffer" });
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const started = process.hrtime.bigint();
  const data = await build(asked.deck);
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (asked.out) writeFileSync(asked.out, data);
  process.stdout.write(JSON.stringify({ ms, bytes: data.length }) + "\n");
}
