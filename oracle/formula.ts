/** What is said of unknown things, by their names: a fixed yes or no, one of them, or some of that joined. */
export type Formula =
  | boolean
  | string
  | { readonly every: readonly Formula[] }
  | { readonly some: readonly Formula[] }
  | { readonly no: Formula };

/** *Every* and *some* leave out what is fixed, so that equal formulas are more often written alike. */
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

/** Formulas by number. The same formula has the same number, so that many are compared fast. */
export class Numbered {
  private readonly numbers = new Map<string, number>();
  private readonly formulas: Formula[] = [false, true];
  private readonly joined = new Map<number, number>();

  of(formula: Formula): number {
    if (typeof formula === "boolean") return Number(formula);
    const key = JSON.stringify(formula);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.formulas.length);
    return this.formulas.push(formula) - 1;
  }

  formula = (number: number): Formula => this.formulas[number] ?? false;

  both(one: number, other: number): number {
    const key = one * 2 ** 26 + other;
    const known = this.joined.get(key);
    if (known !== undefined) return known;
    const number = this.of(every([this.formula(one), this.formula(other)]));
    this.joined.set(key, number);
    return number;
  }
}

/** The formula when a name is settled. */
function when(formula: Formula, name: string, is: boolean): Formula {
  if (typeof formula === "boolean") return formula;
  if (typeof formula === "string") return formula === name ? is : formula;
  if ("every" in formula) return every(formula.every.map((part) => when(part, name, is)));
  if ("some" in formula) return some(formula.some.map((part) => when(part, name, is)));
  return no(when(formula.no, name, is));
}

function firstName(formula: Formula, isMeant: (name: string) => boolean): string | undefined {
  if (typeof formula === "boolean") return undefined;
  if (typeof formula === "string") return isMeant(formula) ? formula : undefined;
  const parts = "every" in formula ? formula.every : "some" in formula ? formula.some : [formula.no];
  for (const part of parts) {
    const name = firstName(part, isMeant);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Whether it is so where none of the unknown things is. */
export function isSo(formula: Formula): boolean {
  if (typeof formula === "boolean" || typeof formula === "string") return formula === true;
  if ("every" in formula) return formula.every.every(isSo);
  return "some" in formula ? formula.some.some(isSo) : !isSo(formula.no);
}

/** Whether it is so in some case: each name is tried as yes and as no. */
export const canBe = (formula: Formula): boolean => tried(formula, isAnyName, (settled) => settled === true);

const isAnyName = (): boolean => true;

/** Whether it is so in some case of the names that are meant, whatever the others are. */
export const canBeWhatever = (formula: Formula, isMeant: (name: string) => boolean): boolean =>
  tried(formula, isMeant, (left) => !canBe(no(left)));

function tried(formula: Formula, isMeant: (name: string) => boolean, holds: (left: Formula) => boolean): boolean {
  const name = firstName(formula, isMeant);
  if (name === undefined) return holds(formula);
  return [true, false].some((is) => tried(when(formula, name, is), isMeant, holds));
}
