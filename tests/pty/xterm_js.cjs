// Shows xterm.js with its image add-on in Chromium: orders come as lines of JSON, and so do the answers.
// node xterm_js.cjs CHROMIUM COLUMNS ROWS; the packages are found by NODE_PATH.
const { chromium } = require('playwright-core');
const fs = require('fs');
const readline = require('readline');

const [executablePath, cols, rows] = process.argv.slice(2);
const tell = (answer) => process.stdout.write(JSON.stringify(answer) + '\n');
const source = (name) => fs.readFileSync(require.resolve(name), 'utf8');

(async () => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  await page.setContent(`<style>${source('@xterm/xterm/css/xterm.css')} body { margin: 0; background: #000 }</style><div id="t"></div>`);
  await page.addScriptTag({ content: source('@xterm/xterm/lib/xterm.js') });
  await page.addScriptTag({ content: source('@xterm/addon-image/lib/addon-image.js') });
  await page.exposeFunction('typed', (text) => tell({ typed: Buffer.from(text, 'binary').toString('base64') }));
  const cell = await page.evaluate(([columns, lines]) => {
    const options = { cols: columns, rows: lines, fontFamily: 'monospace', fontSize: 14, allowProposedApi: true };
    window.term = new Terminal(options);
    term.loadAddon(new ImageAddon.ImageAddon());
    term.open(document.getElementById('t'));
    const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));
    term.onData((text) => typed(bytes(text)));
    term.onBinary((text) => typed(text));
    const box = document.querySelector('.xterm-screen').getBoundingClientRect();
    return [box.width / columns, box.height / lines];
  }, [Number(cols), Number(rows)]);
  tell({ cell });
  const write = (data) => new Promise((done) => term.write(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)), done));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const order = JSON.parse(line);
    if (order.write) await page.evaluate(write, order.write);
    else if (order.type) {
      for (const key of order.type) {
        await page.evaluate((text) => term.input(text), key);
        await new Promise((done) => setTimeout(done, 60));
      }
      tell({ done: true });
    } else if (order.size) {
      await page.evaluate(([columns, lines]) => term.resize(columns, lines), order.size);
      tell({ done: true });
    } else if (order.shot) {
      // Without its right edge: when the terminal becomes narrower, Chromium leaves a column of pixels there, be it text or picture.
      const [width, height] = await page.evaluate(() => {
        const box = document.querySelector('.xterm-screen').getBoundingClientRect();
        return [Math.floor(box.width) - 2, Math.floor(box.height)];
      });
      tell({ shot: (await page.screenshot({ clip: { x: 0, y: 0, width, height } })).toString('base64') });
    }
  }
  await browser.close();
})();
