import { createHash } from "node:crypto";
import { html, Markup } from "./markup";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is fetched, and no style or script runs but the page's own two. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The program's own text as it is: of this page's style and script, whose hashes the policy has. */
const own = (before: string, text: string, after: string): Markup => Markup.from([before + text + after], []);

/** One page that needs nothing beside it. */
export const framed = (title: string, body: Markup): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${own("<style>", STYLE, "</style>")}
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<main class="wrap" id="main">
${body}
</main>
${own("<script>", SCRIPT, "</script>")}
</body>
</html>
`.toString();
