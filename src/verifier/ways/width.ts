import { DIMENSIONS, isListed, meetsCondition, valuesOf, varies } from "../../law/conditions";
import { type Device, showsDevice } from "../../law/device-filter/device";
import { BEST_DEVICE, isSatisfied } from "../../law/grant";
import type { Circumstances, Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { not, type Truth } from "../../law/model/truth";
import type { Bypass } from "../verdict";
import { ANYWHERE, meetsInRegion, type Region, regionsLeftOut } from "./region";

/** A policy of one tenant that stops sign-ins. */
export interface Stopping {
  readonly policy: Policy;
  readonly tenant: Tenant;
  /** Whether it stops them whatever content that isn't understood means. */
  readonly isCertain: boolean;
}

interface WidthSoFar {
  readonly values: { [D in Dimension]?: "any" | readonly Circumstances[D][] };
  /** The places that are tried instead of the sign-in's. */
  readonly region?: Region | undefined;
}

/** The dimensions in the order in which they are widened. */
const WIDENED: readonly Dimension[] = [
  "device",
  ...DIMENSIONS.filter((one) => isListed(one) && varies(one)),
  "network",
];

/**
 * How wide a way in is: adds values, dimension by dimension, while none of these policies stops any combination of them.
 * @param policies the policies that are about the person who signs in
 * @param isCertain whether it must get through even if content that isn't understood covers everything
 * @param elsewhere what must stop each combination in the other of two tenants
 * @param last the dimensions to widen last: those by which policies let it through, so that the way in reads "everyone who isn't on
 *   Windows, by any client"
 */
export function widthOf(
  signIn: SignIn,
  policies: readonly Policy[],
  tenant: Tenant,
  isCertain: boolean,
  last: ReadonlySet<Dimension>,
  elsewhere?: Stopping,
): Pick<Bypass, "alsoTrueFor" | "places"> {
  const values: WidthSoFar["values"] = {};
  const stopsSome = policies.map((policy) => ({ policy, tenant, isCertain: !isCertain, in: "some" as const }));
  const isOpen = (region?: Region): boolean =>
    !stopsSome.some((one) => stops(one, signIn, { values, region })) &&
    (elsewhere === undefined || stops({ ...elsewhere, in: "every" }, signIn, { values, region }));
  const order = [...WIDENED.filter((one) => !last.has(one)), ...WIDENED.filter((one) => last.has(one))];
  for (const dimension of order) widen(dimension, values, signIn, isOpen);
  if (values.network !== undefined) return { alsoTrueFor: values, places: [] };
  const leavingOut = stopsSome.filter((one) => stops(one, signIn, { values, region: ANYWHERE }));
  return { alsoTrueFor: values, places: regionsLeftOut(leavingOut, signIn.network, tenant, elsewhere).filter(isOpen) };
}

function widen<D extends Dimension>(
  dimension: D,
  width: WidthSoFar["values"],
  signIn: SignIn,
  isOpen: () => boolean,
): void {
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

/** A flow that shows no device doesn't go with a device that the sign-in needs. */
const goesTogether = (dimension: Dimension, value: unknown, { device }: SignIn, width: WidthSoFar["values"]): boolean =>
  dimension !== "authenticationFlow" ||
  showsDevice(value as string | null) ||
  device.kind === "unregistered" ||
  width.device === "any";

/** Whether the policy stops some, or every, combination of a width. */
export function stops(
  { policy, tenant, isCertain, in: some }: Stopping & { readonly in: "some" | "every" },
  signIn: SignIn,
  { values: width, region = width.network === "any" ? ANYWHERE : undefined }: WidthSoFar,
): boolean {
  const counts = (truth: Truth): boolean => truth === "yes" || (!isCertain && truth === "unclear");
  const anyDevice = some === "some" ? UNREGISTERED : BEST_DEVICE;
  const device = width.device === "any" ? anyDevice : signIn.device;
  if (!counts(not(isSatisfied(policy.grant, { shows: signIn.shows, device })))) return false;
  return DIMENSIONS.every((dimension) => {
    if (policy.conditions[dimension].kind === "any") return true;
    if (dimension === "network" && region !== undefined) {
      const met = meetsInRegion(policy.conditions.network, region, tenant);
      return met === "depends" ? some === "some" : counts(met);
    }
    const isMet = (value: unknown): boolean =>
      counts(meetsCondition(dimension, policy.conditions, value as never, tenant));
    const values = valuesIn(dimension, signIn, width);
    return values === undefined ? some === "some" : values[some](isMet);
  });
}

const UNREGISTERED: Device = { kind: "unregistered" };

/** The values of a width; `undefined` if they can't be listed. */
function valuesIn(dimension: Dimension, signIn: SignIn, width: WidthSoFar["values"]): readonly unknown[] | undefined {
  const wide = width[dimension];
  if (wide === undefined) return [signIn[dimension]];
  if (wide !== "any") return wide;
  return isListed(dimension) ? valuesOf(dimension) : undefined;
}
