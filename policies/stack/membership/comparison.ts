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
  const [, not = "", plain = operator] = /^(not)?(in|startswith|endswith|contains)$/.exec(operator) ?? [];
  if (plain === "eq") return equals(operand);
  if (plain === "ne") return negated(equals(operand));
  const test = plain === "in" ? isIn(operand) : onText(plain, operand);
  // Of nothing at all the documentation says what `-ne` is, and of the other negations it doesn't.
  const opposite = negated(test);
  return not === "" ? test : opposite && ((value) => (value === null ? undefined : opposite(value)));
}

const negated = (test: ValueTest | undefined): ValueTest | undefined =>
  test &&
  ((value) => {
    const truth = test(value);
    return truth === undefined ? undefined : !truth;
  });

const ON_TEXT: { readonly [operator: string]: (value: string, wanted: string) => boolean } = {
  startswith: (value, wanted) => value.startsWith(wanted),
  endswith: (value, wanted) => value.endsWith(wanted),
  contains: (value, wanted) => value.includes(wanted),
};

function onText(operator: string, operand: Operand): ValueTest | undefined {
  const compare = Object.hasOwn(ON_TEXT, operator) ? ON_TEXT[operator] : undefined;
  if (compare === undefined || operand.kind !== "text") return undefined;
  return (value) => textTest(value, operand.text, compare);
}

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
  return (value) => {
    const truths = operand.texts.map((text) => textTest(value, text, (one, other) => one === other));
    if (truths.includes(true)) return true;
    return truths.includes(undefined) ? undefined : false;
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
