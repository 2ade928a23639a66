import assert from "node:assert/strict";
import { escaped } from "../../../src/report/markdown";

const TABLE: readonly (readonly [what: string, text: string, written: string])[] = [
  ["a formula", "$x^2$", "\\$x^2\\$"],
  ["an address", "see https://evil.example", "see https:\u200b//evil.example"],
  ["an address without a scheme", "www.evil.example", "www.\u200bevil.example"],
  ["the number of an issue", "GH-1 and #1", "GH-\u200b1 and \\#1"],
  ["the name of a picture", ":boom: 27001:2022: 8:30: ", ":\u200bboom: 27001:2022: 8:30: "],
  ["somebody's name", "@everyone", "&#64;\u200beveryone"],
  ["a link and marks", "[a](b) **c** `d` |", "\\[a\\](b) \\*\\*c\\*\\* \\`d\\` \\|"],
  ["an element", "<img src=x>&", "&lt;img src=x>&amp;"],
];

describe("foreign text in Markdown", () => {
  for (const [what, text, written] of TABLE)
    it(`is text where it looks like ${what}`, () => assert.equal(escaped(text), written));
});
