import { DIMENSIONS, isListed, meetsCondition, valuesOf, varies } from "../../law/conditions";
import { BEST_DEVICE, isSatisfied } from "../../law/grant";
import type { Circumstances, Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { not, type Truth } from "../../law/model/truth";
import type { Width } from "../verdict";

/** A policy of the other of two tenants, which stops the sign-in there. */
export interface Elsewhere {
  readonly policy: Policy;
  readonly tenant: Tenant;
  /** Whether it must do so for certain, whatever content that isn't understood means. */
  readonly isCertain: boolean;
}

type WidthSoFar = { [D in Dimension]?: "any" | readonly Circumstances[D][] };

/** The dimensions in the order in which they are widened. */
const WIDENED: readonly Dimension[] = [
  "device",
  ...DIMENSIONS.filter((one) => isListed(one) && varies(one)),
  "network",
];

/**
 * How far a way in reaches: values are added, dimension by dimension, while none of these policies stops any combination of them.
 * @param policies those that are about whoever signs in
 * @param isCertain whether it must get through even if content that isn't understood covers everything
 * @param elsewhere what must stop each combination in the other of two tenants
 * @param last dimensions that are widened after the others: those that policies fail by, so that the way is told as "whoever isn't on
 *   Windows, by any client" and not as something that happens to be open as well
 */
export function widthOf(
  signIn: SignIn,
  policies: readonly Policy[],
  tenant: Tenant,
  isCertain: boolean,
  last: ReadonlySet<Dimension>,
  elsewhere?: Elsewhere,
): Width {
  const width: WidthSoFar = {};
  const isOpen = (): boolean =>
    !policies.some((policy) => stopsSomewhere(policy, signIn, width, tenant, isCertain)) &&
    (elsewhere === undefined || stopsEverywhere(elsewhere, signIn, width));
  const order = [...WIDENED.filter((one) => !last.has(one)), ...WIDENED.filter((one) => last.has(one))];
  for (const dimension of order) widen(dimension, width, signIn, isOpen);
  return width;
}

function widen<D extends Dimension>(dimension: D, width: WidthSoFar, signIn: SignIn, isOpen: () => boolean): void {
  const all = isListed(dimension) ? (valuesOf(dimension) as readonly Circumstances[D][]) : undefined;
  const can = all?.filter((value) => goesTogether(dimension, value, signIn, width));
  const set = (values: "any" | readonly Circumstances[D][]): boolean => {
    Object.assign(width, { [dimension]: values });
    return isOpen();
  };
  if (can?.length === all?.length && set("any")) return;
  let kept: readonly Circumstances[D][] = [signIn[dimension]];
  for (const value of can ?? []) {
    const more = all?.filter((one) => one === value || kept.includes(one)) ?? kept;
    if (!kept.includes(value) && set(more)) kept = more;
  }
  if (kept.length > 1) set(kept);
  else delete width[dimension];
}

/** A device-code flow shows no device, so it isn't told of one that the sign-in needs. */
const goesTogether = (dimension: Dimension, value: unknown, { device }: SignIn, width: WidthSoFar): boolean =>
  dimension !== "authenticationFlow" ||
  value !== "deviceCodeFlow" ||
  device.kind === "unregistered" ||
  width.device === "any";

function stopsSomewhere(
  policy: Policy,
  signIn: SignIn,
  width: WidthSoFar,
  tenant: Tenant,
  isCertain: boolean,
): boolean {
  const counts = (truth: string): boolean => truth === "yes" || (isCertain && truth === "unclear");
  const device = width.device === "any" ? ({ kind: "unregistered" } as const) : signIn.device;
  const isSafe = (truth: string): boolean => truth === "yes" || (!isCertain && truth === "unclear");
  if (isSafe(isSatisfied(policy.grant, { shows: signIn.shows, device }))) return false;
  return DIMENSIONS.every(
    (dimension) =>
      valuesIn(dimension, policy, signIn, width)?.some((value) =>
        counts(meetsCondition(dimension, policy.conditions, value as never, tenant)),
      ) ?? true,
  );
}

function stopsEverywhere({ policy, tenant, isCertain }: Elsewhere, signIn: SignIn, width: WidthSoFar): boolean {
  const device = width.device === "any" ? BEST_DEVICE : signIn.device;
  const counts = (truth: Truth): boolean => (isCertain ? truth === "yes" : truth !== "no");
  if (!counts(not(isSatisfied(policy.grant, { shows: signIn.shows, device })))) return false;
  return DIMENSIONS.every((dimension) => {
    if (policy.conditions[dimension].kind === "any") return true;
    const values = valuesIn(dimension, policy, signIn, width);
    return (
      values?.every((value) => counts(meetsCondition(dimension, policy.conditions, value as never, tenant))) === true
    );
  });
}

/** The values of a width that a policy's condition has to be asked about; `undefined` where it may be met whatever they are. */
function valuesIn<D extends Dimension>(
  dimension: D,
  { conditions }: Policy,
  signIn: SignIn,
  width: WidthSoFar,
): readonly unknown[] | undefined {
  const wide = width[dimension];
  if (conditions[dimension].kind === "any") return undefined;
  if (wide === undefined) return [signIn[dimension]];
  if (wide !== "any") return wide;
  return isListed(dimension) ? valuesOf(dimension) : undefined;
}
