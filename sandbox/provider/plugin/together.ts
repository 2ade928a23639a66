import { type Failure, type Place, placeOf } from "./failure";
import type { Shape, Together } from "./shape";
import { type Fields, isUnset } from "./values";

/** Judges the conditions over neighbouring fields, such as "exactly one of these". An empty list counts as set. */
export function checkTogether(shape: Shape, record: Fields, parent: Place | undefined): Failure[] {
  return (shape.together ?? []).flatMap((condition) => {
    const place = (name: string) => placeOf(name, shape.fields[name], parent);
    const describe = (names: readonly string[]) => names.map((name) => place(name).attribute).sort();
    const set = condition.names.filter((name) => !isUnset(record[name]));
    return condition.names.flatMap((name) => {
      const problem = problemWith(condition, name, set, describe);
      if (problem === undefined) return [];
      const { attribute, property } = place(name);
      return [{ reason: `${problem.summary}. "${attribute}": ${problem.detail}`, property }];
    });
  });
}

interface Problem {
  readonly summary: string;
  readonly detail: string;
}

function problemWith(
  { kind, names }: Together,
  name: string,
  set: readonly string[],
  describe: (names: readonly string[]) => readonly string[],
): Problem | undefined {
  const all = describe(names).join(",");
  switch (kind) {
    case "atLeastOne":
      return set.length > 0 ? undefined : { summary: MISSING, detail: `one of \`${all}\` must be specified` };
    case "exactlyOne":
      if (set.length === 1) return undefined;
      if (set.length === 0) return { summary: INVALID, detail: `one of \`${all}\` must be specified` };
      return {
        summary: INVALID,
        detail: `only one of \`${all}\` can be specified, but \`${describe(set).join(",")}\` were specified.`,
      };
    case "allOrNone":
      if (!set.includes(name) || set.length === names.length) return undefined;
      return { summary: MISSING, detail: `all of \`${all}\` must be specified` };
    case "conflict":
      if (!set.includes(name) || set.length < 2) return undefined;
      return {
        summary: "Conflicting configuration arguments",
        detail: `conflicts with ${describe(set.filter((other) => other !== name)).join(",")}`,
      };
  }
}

const MISSING = "Missing required argument";
const INVALID = "Invalid combination of arguments";
