import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { source as axe } from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { chromiumHere } from "../../../scripts/checks/chromium";
import { printed } from "../../audit/printed";
import { auditedTenant } from "../../audit/tenants/audited-tenants";
import { hostileTenant } from "../../audit/tenants/hostile";
import { suiteFolder } from "../../temporary-folder";

const DOCS = join(__dirname, "..", "..", "..", "docs");
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** A4 between the page's own margins. */
const PAPER = { width: 703, height: 1017 };
const SHOWN = [
  ...["compliant", "sandbox", "baseline", "policies-alone", "register-lapsed"].map(auditedTenant),
  { name: "hostile", ...hostileTenant() },
];

describe("the HTML of an audit in a browser", () => {
  const files = suiteFolder();
  const executablePath = chromiumHere();
  let browser: Browser;
  const addressOf = new Map<string, string>();

  before(async function () {
    if (executablePath === undefined) return this.skip();
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    for (const one of SHOWN) {
      const out = files.write(`${one.name}.html`, await printed(one, "html"));
      addressOf.set(one.name, pathToFileURL(out).href);
    }
  });
  after(() => browser?.close());

  /** Opens a page, and gathers whatever it complains about or asks the network for. */
  async function opened(name: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ viewport: DESK, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) complaints.push(request.url());
    });
    await page.goto(addressOf.get(name) ?? "");
    return { page, complaints, close: () => context.close() };
  }

  const violationsIn = async (page: Page): Promise<readonly string[]> => {
    await page.evaluate(axe);
    const found: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[] =
      await page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)");
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  };

  const deadLinksIn = (page: Page): Promise<readonly string[]> =>
    page.evaluate(
      "Array.from(document.querySelectorAll('a')).map((one) => one.getAttribute('href')).filter((to) => !to.startsWith('#') || !document.getElementById(to.slice(1)))",
    );

  SHOWN.forEach(({ name }, at) => {
    it(`shows ${name} without an error, a request or a violation of its own policy, and fits the screen`, async () => {
      const { page, complaints, close } = await opened(name);
      assert.equal(await page.locator("#steps details.step").count(), 15);
      assert.deepEqual(await deadLinksIn(page), [], "each link leads to a way in, a step or a section");
      for (const viewport of [DESK, PHONE]) {
        await page.setViewportSize(viewport);
        const wider = await page.evaluate(
          "document.documentElement.scrollWidth - document.documentElement.clientWidth",
        );
        assert.equal(wider, 0, "the page itself doesn't scroll sideways");
      }
      assert.deepEqual(complaints, []);
      await close();
    });

    const [size, colorScheme, viewport] =
      at % 2 === 0 ? (["a phone", "dark", PHONE] as const) : (["a desk", "light", DESK] as const);
    it(`is accessible to everyone: ${name}, ${colorScheme}, on ${size}`, async () => {
      const { page, close } = await opened(name, { colorScheme, viewport, bypassCSP: true });
      assert.deepEqual(await violationsIn(page), []);
      await close();
    });
  });

  it("runs no code from a name", async () => {
    const { page, close } = await opened("hostile", { bypassCSP: true });
    assert.equal(await page.evaluate("window.pwned"), undefined);
    assert.equal(await page.locator("img, iframe, object, svg[onload], [onerror], [onmouseover]").count(), 0);
    assert.equal(await page.locator("script, button, input").count(), 0);
    await close();
  });

  it("shows everything without JavaScript", async () => {
    const { page, complaints, close } = await opened("sandbox", { javaScriptEnabled: false });
    assert.equal(await page.locator("#steps details.step").count(), 15);
    assert.equal(await page.locator("#exclusions tbody tr").first().isVisible(), true);
    await page.locator("#steps summary").first().click();
    assert.equal(await page.locator("#steps details").first().getAttribute("open"), "");
    assert.deepEqual(complaints, []);
    await close();
  });

  it("can be used with a keyboard", async () => {
    const { page, close } = await opened("sandbox");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.className"), "skip");
    const summary = page.locator("#steps summary").first();
    await summary.focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#steps details").first().getAttribute("open"), "");
    await close();
  });

  for (const { name } of SHOWN)
    it(`fits on paper with all folded parts: ${name}`, async () => {
      const { page, close } = await opened(name, { viewport: PAPER, javaScriptEnabled: false });
      await page.emulateMedia({ media: "print" });
      const folded = page.locator("details:not([open]) > div").first();
      assert.ok(((await folded.boundingBox())?.height ?? 0) > 10, "what is folded takes room");
      const beyond = await page
        .locator(".scroll table")
        .evaluateAll(
          (tables) => tables.filter((one) => one.scrollWidth > (one.parentElement?.clientWidth ?? 0)).length,
        );
      assert.equal(beyond, 0, "no table goes beyond the paper");
      await close();
    });

  it("doesn't break the words of exclusions on paper", async () => {
    const { page, close } = await opened("register-lapsed", { viewport: PAPER });
    await page.emulateMedia({ media: "print" });
    for (const row of await page.locator("#exclusions tbody tr").all())
      assert.ok(
        ((await row.boundingBox())?.height ?? 999) < 120,
        "a row isn't drawn out by words broken letter by letter",
      );
    await close();
  });

  it("draws each timeline inside its cell", async () => {
    for (const viewport of [DESK, PHONE]) {
      const { page, close } = await opened("register-lapsed", { viewport });
      const beyond = await page
        .locator("#exclusions :is(td, th)")
        .evaluateAll((cells) => cells.filter((one) => one.scrollWidth > one.clientWidth).length);
      assert.equal(beyond, 0);
      await close();
    }
  });

  const isPictured = process.env["UPDATE_SCREENSHOTS"] ? it : () => undefined;
  isPictured("is pictured for the README", async () => {
    const { page, close } = await opened("sandbox", { viewport: { width: 1100, height: 1000 } });
    await page.screenshot({ path: join(DOCS, "audit.png") });
    await close();
  });
});
