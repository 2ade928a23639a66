/** What a rule says of a device. `unsettled`: Microsoft's documents don't say, so neither answer may be relied on. */
export type Truth = "yes" | "no" | "unsettled";

/** Kleene's strong "and": one "no" decides, otherwise one "unsettled" spoils. */
export function both(left: Truth, right: Truth): Truth {
  if (left === "no" || right === "no") return "no";
  return left === "yes" && right === "yes" ? "yes" : "unsettled";
}

/** Kleene's strong "or": one "yes" decides, otherwise one "unsettled" spoils. */
export function either(left: Truth, right: Truth): Truth {
  if (left === "yes" || right === "yes") return "yes";
  return left === "no" && right === "no" ? "no" : "unsettled";
}

/** The opposite answer; the opposite of "unsettled" is as unsettled. */
export function opposite(truth: Truth): Truth {
  if (truth === "unsettled") return truth;
  return truth === "yes" ? "no" : "yes";
}
