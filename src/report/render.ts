import { printableJson } from "../text/printable";
import { renderHtml } from "./html";
import { renderHuman } from "./human";
import { renderJunit } from "./junit";
import { renderMarkdown } from "./markdown";
import type { Report } from "./report";
import type { Look } from "./terminal";

/** The formats that every command's report has. */
export const FORMATS = ["human", "json", "markdown", "html"] as const;
export type Format = (typeof FORMATS)[number];

/** What a command found: a report for people, and the object that its JSON promises. Each is built when it is asked for. */
export interface Result {
  readonly report: () => Report;
  readonly object: () => object;
}

const RENDERERS: { readonly [F in Format | "junit"]: (result: Result, look: Look) => string } = {
  human: ({ report }, look) => renderHuman(report(), look),
  json: ({ object }) => inJson(object()),
  markdown: ({ report }) => renderMarkdown(report()),
  html: ({ report }) => renderHtml(report()),
  junit: ({ report }) => renderJunit(report()),
};

/** What a command found, in a format. */
export const render = (format: Format | "junit", result: Result, look: Look): string => RENDERERS[format](result, look);

/** One line of JSON without anything that a terminal obeys. */
export const inJson = (value: object): string => `${printableJson(value)}\n`;
