import { isSameValue } from "../../adapters/graph-versions";

/** The items of a list that another one doesn't have, whatever their letter case. */
export function onlyIn(path: string, list: unknown, other: unknown): readonly unknown[] {
  if (!Array.isArray(list)) return [];
  const others: readonly unknown[] = Array.isArray(other) ? other : [];
  return list.filter((item: unknown) => !others.some((one) => isSameValue(path, one, item)));
}
