import { printable } from "../../src/adapters/register";
import type { Finding, Rule } from "../model/rule";

/** A finding as the engine prints it below the rule's title: what, where, what to do, and where to read on. */
export function messageOf(rule: Rule, { message, evidence, help, change }: Finding): string {
  return [
    message,
    ...evidence.map((line) => `  ${line}`),
    `  help: ${help}`,
    ...(change === undefined ? [] : ["  this one change is enough:", ...change.map((line) => `    ${line}`)]),
    `  docs/rules/${rule.id}.md`,
  ]
    .map(printable)
    .join("\n");
}
