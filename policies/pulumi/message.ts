import { printable } from "../../src/adapters/register";
import type { Finding, Rule } from "../model/rule";

/** The page of a rule. */
export const pageOf = ({ id }: Rule): string =>
  `https://github.com/azure-management-mfa/azure-management-mfa/blob/main/docs/rules/${id}.md`;

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
