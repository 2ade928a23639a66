import { parseComparison } from "./parse-comparison";
import type { DeviceRule } from "./rule";
import { Reader, tokensOf, Unreadable } from "./tokens";

/** A rule, or where (offset in UTF-16 units) and why it can't be read. */
export type ParsedDeviceRule =
  | { readonly ok: true; readonly rule: DeviceRule }
  | { readonly ok: false; readonly offset: number; readonly message: string };

/** The longest rule that Entra takes, in characters. */
const LONGEST = 3072;

/** Far deeper than people nest, far from where recursion would end. */
const DEEPEST = 100;

/**
 * The rule iff the text is one to which Microsoft's documents give a meaning; anything else is unreadable, not guessed at.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership (2024-12) for the language
 */
export function parseDeviceRule(text: string): ParsedDeviceRule {
  if (text.length > LONGEST) return { ok: false, offset: LONGEST, message: `longer than ${LONGEST} characters` };
  try {
    const reader = new Reader(tokensOf(text));
    const rule = parseOr(reader, 0);
    if (reader.peek().kind !== "end") reader.fail("expected `-and`, `-or` or the end of the rule");
    return { ok: true, rule };
  } catch (problem) {
    if (problem instanceof Unreadable) return { ok: false, offset: problem.offset, message: problem.message };
    throw problem;
  }
}

/** Binds loosest. */
function parseOr(reader: Reader, depth: number): DeviceRule {
  const first = parseAnd(reader, depth);
  const parts = [first];
  while (reader.takesOperator("or")) parts.push(parseAnd(reader, depth));
  return parts.length === 1 ? first : { kind: "or", parts };
}

function parseAnd(reader: Reader, depth: number): DeviceRule {
  const first = parseNot(reader, depth);
  const parts = [first];
  while (reader.takesOperator("and")) parts.push(parseNot(reader, depth));
  return parts.length === 1 ? first : { kind: "and", parts };
}

function parseNot(reader: Reader, depth: number): DeviceRule {
  if (depth > DEEPEST) return reader.fail(`nested more than ${DEEPEST} deep`);
  if (reader.takesOperator("not")) return { kind: "not", part: parseNot(reader, depth + 1) };
  if (!reader.takesSymbol("(")) return parseComparison(reader);
  const inner = parseOr(reader, depth + 1);
  if (!reader.takesSymbol(")")) reader.fail("expected `)`");
  return inner;
}
