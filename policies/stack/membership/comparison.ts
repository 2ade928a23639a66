/** What an operator compares with. */
export type Operand =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly texts: readonly string[] };

/** What a user has for a property: nothing, or a text or a truth that is known. */
export type UserValue = string | boolean | null;

/** Whether a value passes; `undefined` where nobody can tell. */
export type ValueTest = (value: UserValue) => boolean | undefined;

/**
 * The test that an operator makes of a value.
 * @param operator in lower case, without its hyphen
 * @returns `undefined` for one that isn't evaluated here, such as `match`
 */
export function testOf(operator: string, operand: Operand): ValueTest | undefined {
  const positive = POSITIVE.get(operator);
  if (positive !== undefined) return positive(operand);
  const opposite = OPPOSITES.get(operator);
  const test = opposite === undefined ? undefined : POSITIVE.get(opposite)?.(operand);
  if (test === undefined) return undefined;
  // Of nothing at all the documentation says what `-ne` is, and of the other negations it doesn't.
  return (value) => (value === null && operator !== "ne" ? undefined : negated(test(value)));
}

const negated = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ["ne", "eq"],
  ["notin", "in"],
  ["notstartswith", "startswith"],
  ["notendswith", "endswith"],
  ["notcontains", "contains"],
]);

const onText =
  (compare: (value: string, wanted: string) => boolean): ((operand: Operand) => ValueTest | undefined) =>
  (operand) =>
    operand.kind === "text" ? (value) => textTest(value, operand.text, compare) : undefined;

const POSITIVE: ReadonlyMap<string, (operand: Operand) => ValueTest | undefined> = new Map([
  ["eq", equals],
  ["in", isIn],
  ["startswith", onText((value, wanted) => value.startsWith(wanted))],
  ["endswith", onText((value, wanted) => value.endsWith(wanted))],
  ["contains", onText((value, wanted) => value.includes(wanted))],
]);

function equals(operand: Operand): ValueTest | undefined {
  switch (operand.kind) {
    case "null":
      return (value) => value === null;
    case "boolean":
      return (value) => (typeof value === "string" ? undefined : value === operand.value);
    case "text":
      return (value) => textTest(value, operand.text, (one, other) => one === other);
    case "list":
      return undefined;
  }
}

function isIn(operand: Operand): ValueTest | undefined {
  if (operand.kind !== "list") return undefined;
  const tests = operand.texts.map((text) => equals({ kind: "text", text }));
  return (value) => {
    const truths = tests.map((test) => test?.(value));
    return truths.includes(true) ? true : truths.includes(undefined) ? undefined : false;
  };
}

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Letter case doesn't count. What else may not count, such as space around it or an accent, nobody says: then it's unclear. */
function textTest(
  value: UserValue,
  wanted: string,
  compare: (value: string, wanted: string) => boolean,
): boolean | undefined {
  if (value === null) return wanted === "" ? undefined : false;
  const text = String(value);
  if (compare(text.toLowerCase(), wanted.toLowerCase())) return true;
  return PLAIN.test(text) && PLAIN.test(wanted) ? false : undefined;
}
