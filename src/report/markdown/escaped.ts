import { printable } from "../../text/printable";

/** Foreign text for a page of Markdown: nothing in it marks up, is HTML, or calls somebody. */
export const escaped = (text: string): string =>
  printable(text)
    .replace(/[\\`*_[\]#|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/(?<!\w)@/g, "&#64;\u200b");
