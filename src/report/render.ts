import { printableJson } from "../text/printable";
import { renderHtml } from "./html";
import { renderHuman } from "./human";
import { renderJunit } from "./junit";
import { renderMarkdown } from "./markdown";
import type { Report } from "./report";
import type { Terminal } from "./terminal";

/** The formats that every report has. */
export const FORMATS = ["human", "json", "markdown", "html"] as const;
/** One of them. */
export type Format = (typeof FORMATS)[number];

/** The result of a command: a report for people, and the object for JSON. Each is built on demand. */
export interface Result {
  readonly report: () => Report;
  readonly object: () => object;
}

const RENDERERS: { readonly [F in Format | "junit"]: (result: Result, screen: Terminal) => string } = {
  human: ({ report }, screen) => renderHuman(report(), screen),
  json: ({ object }) => inJson(object()),
  markdown: ({ report }) => renderMarkdown(report()),
  html: ({ report }) => renderHtml(report()),
  junit: ({ report }) => renderJunit(report()),
};

/** The result of a command in a format. */
export const render = (format: Format | "junit", result: Result, screen: Terminal): string =>
  RENDERERS[format](result, screen);

/** One line of JSON, without control characters for a terminal. */
export const inJson = (value: object): string => `${printableJson(value)}\n`;
