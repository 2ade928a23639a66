import type { Finding } from "../../law/model/finding";
import { printable } from "../../text/printable";

/** No name or sentence is longer; code scanning shows less of one that is. */
const LONGEST = 10_000;

/** A finding as one text: what is wrong, what else there is to see, what to do. Plain, whatever marks foreign names have. */
export const messageText = ({ message, related, help }: Finding): string =>
  [message, ...related.map(({ text }) => `  ${text}`), ...(help === "" ? [] : [`help: ${help}`])]
    .map((line) => plain(printable(line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line)))
    .join("\n");

/**
 * SARIF's messages have two marks of their own: `[text](target)` is a link, and `{0}` a placeholder. A foreign name must be
 * neither.
 * @see SARIF 2.1.0, sections 3.11.5 (placeholders) and 3.11.6 (embedded links)
 */
const plain = (text: string): string => text.replace(/\[(?=[^\]]*\]\()/g, "\\[").replace(/\{(\d+)\}/g, "{{$1}}");
