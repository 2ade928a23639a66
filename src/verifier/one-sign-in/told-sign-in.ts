import { DIMENSIONS } from "../../law/conditions";
import type { Told } from "../../law/conditions/telling";
import type { Device } from "../../law/device-filter/device";
import type { Circumstances, Dimension } from "../../law/model/dimensions";
import type { Encoding } from "../encoding/encoding";
import { type Literal, negate } from "../solver/formula";

/** What is told of how somebody signs in; a dimension without an entry may have any value. */
export type ToldSignIn = { readonly [D in Dimension]?: Told<Circumstances[D]> };

/** The sign-in with what is told in it. */
export const withTold = <Values extends Circumstances>(values: Values, told: ToldSignIn): Values =>
  DIMENSIONS.reduce((sofar, dimension) => withToldIn(dimension, sofar, told), values);

function withToldIn<D extends Dimension, Values extends Circumstances>(
  dimension: D,
  values: Values,
  told: ToldSignIn,
): Values {
  const one: Told<Circumstances[D]> | undefined = told[dimension];
  if (one === undefined || (dimension === "device" && isByCode(told))) return values;
  if (one.kind === "whole") return { ...values, [dimension]: one.value };
  if (dimension === "device") return { ...values, device: withAttributes(values.device, one.part as Partial<Device>) };
  return { ...values, [dimension]: { ...(values[dimension] as object), ...one.part } };
}

function withAttributes(device: Device, part: Partial<Device>): Device {
  if (part.kind !== "registered") return { kind: "unregistered" };
  const found = device.kind === "registered" ? device.attributes : [];
  return { kind: "registered", attributes: new Map([...found, ...(part.attributes ?? [])]) };
}

/** A device-code flow shows no device, whichever is told. */
const isByCode = ({ authenticationFlow }: ToldSignIn): boolean =>
  authenticationFlow?.kind === "whole" && authenticationFlow.value === "deviceCodeFlow";

/** Assume these to leave only sign-ins that are as told. */
export function assumptionsOf(told: ToldSignIn, encoding: Encoding): readonly Literal[] {
  return DIMENSIONS.flatMap((dimension) => assumedIn(dimension, told, encoding));
}

function assumedIn(dimension: Dimension, told: ToldSignIn, { vocabulary, unknowns }: Encoding): readonly Literal[] {
  if (dimension === "network") {
    const { network } = told;
    if (network === undefined) return [];
    const { within, ...place } = network.kind === "whole" ? network.value : { within: undefined, ...network.part };
    const claims = unknowns.all.flatMap(({ kind, id, is, isNot }) =>
      kind === "location" && within !== undefined ? [negate([...within].some((one) => one === id) ? isNot : is)] : [],
    );
    return [...vocabulary.places.from(place), ...claims];
  }
  if (dimension === "device") {
    const { device } = told;
    if (device === undefined || isByCode(told)) return [];
    return vocabulary.facts.literalsOf(
      device.kind === "whole" ? device.value : (device.part as Device),
      device.kind === "part",
    );
  }
  const one = told[dimension];
  return one?.kind === "whole" ? [vocabulary.valueOf(dimension, one.value)] : [];
}
