/** What is said of unknown things, by their names: a fixed yes or no, one of them, or some of that joined. */
export type Formula =
  | boolean
  | string
  | { readonly every: readonly Formula[] }
  | { readonly some: readonly Formula[] }
  | { readonly no: Formula };

export const every = (parts: readonly Formula[]): Formula => {
  if (parts.includes(false)) return false;
  const left = parts.filter((part) => part !== true);
  return left.length === 0 ? true : left.length === 1 ? (left[0] ?? true) : { every: left };
};

export const some = (parts: readonly Formula[]): Formula => {
  if (parts.includes(true)) return true;
  const left = parts.filter((part) => part !== false);
  return left.length === 0 ? false : left.length === 1 ? (left[0] ?? false) : { some: left };
};

export const no = (part: Formula): Formula => (typeof part === "boolean" ? !part : { no: part });

/** The formula when a name is settled. */
function when(formula: Formula, name: string, is: boolean): Formula {
  if (typeof formula === "boolean") return formula;
  if (typeof formula === "string") return formula === name ? is : formula;
  if ("every" in formula) return every(formula.every.map((part) => when(part, name, is)));
  if ("some" in formula) return some(formula.some.map((part) => when(part, name, is)));
  return no(when(formula.no, name, is));
}

function firstName(formula: Formula): string | undefined {
  if (typeof formula === "boolean") return undefined;
  if (typeof formula === "string") return formula;
  const parts = "every" in formula ? formula.every : "some" in formula ? formula.some : [formula.no];
  for (const part of parts) {
    const name = firstName(part);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Whether it is so in some case: each name is tried as yes and as no. */
export function canBe(formula: Formula): boolean {
  const name = firstName(formula);
  if (name === undefined) return formula === true;
  return [true, false].some((is) => canBe(when(formula, name, is)));
}
