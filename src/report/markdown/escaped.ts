import { printable } from "../../text/printable";

/** Foreign text for a page of Markdown: nothing in it marks up, is HTML, calls somebody, or becomes a link, a formula or a picture. */
export const escaped = (text: string): string =>
  printable(text)
    .replace(/[\\`*_[\]#|~$]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/(?<!\w)@/g, "&#64;\u200b")
    .replace(/:(?=\/\/|[\w+-]+:)|\bwww\.|\bGH-(?=\d)/gi, "$&\u200b");
