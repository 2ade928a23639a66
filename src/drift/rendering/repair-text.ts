import type { JudgedDifference } from "../policy/policy-report";
import type { Repair } from "../policy/repair";

const TEXTS: Readonly<Record<Repair, string>> = {
  repaired: "`pulumi up` puts it right",
  notSeen: "`pulumi up` does nothing about it: the azuread plugin doesn't see this field",
  leftToGraph:
    "`pulumi up` sees it, but its request leaves this field out, so that it may stay; read the policy back afterwards",
  notShown: "the preview doesn't show it, so `pulumi up` may leave it as it is",
  untried: "not tried with the azuread plugin; the request below doesn't depend on it",
};

/** What becomes of a difference with `pulumi up`. */
export function repairText({ repair, changed }: Pick<JudgedDifference, "repair" | "changed">): string {
  const text = TEXTS[repair];
  return changed === "code" ? `${text}. It was deployed like this: the code has changed since` : text;
}
