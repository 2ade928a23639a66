import { DIMENSIONS } from "../../law/conditions";
import type { Device } from "../../law/device-filter/device";
import type { Circumstances, Dimension, Known, PartialSignIn } from "../../law/model/dimensions";
import type { Encoding } from "../encoding/encoding";
import { type Literal, negate } from "../solver/formula";

/** The sign-in with the values that are given. */
export const withKnown = <Values extends Circumstances>(values: Values, known: PartialSignIn): Values =>
  DIMENSIONS.reduce((sofar, dimension) => withKnownIn(dimension, sofar, known), values);

function withKnownIn<D extends Dimension, Values extends Circumstances>(
  dimension: D,
  values: Values,
  known: PartialSignIn,
): Values {
  const one: Known<Circumstances[D]> | undefined = known[dimension];
  if (one === undefined || (dimension === "device" && isByCode(known))) return values;
  if (one.kind === "whole") return { ...values, [dimension]: one.value };
  if (dimension === "device") return { ...values, device: withAttributes(values.device, one.part as Partial<Device>) };
  return { ...values, [dimension]: { ...(values[dimension] as object), ...one.part } };
}

function withAttributes(device: Device, part: Partial<Device>): Device {
  if (part.kind !== "registered") return { kind: "unregistered" };
  const found = device.kind === "registered" ? device.attributes : [];
  return { kind: "registered", attributes: new Map([...found, ...(part.attributes ?? [])]) };
}

/** Whether it is a device-code flow, which shows no device even if one is given. */
const isByCode = ({ authenticationFlow }: PartialSignIn): boolean =>
  authenticationFlow?.kind === "whole" && authenticationFlow.value === "deviceCodeFlow";

/** Assume these to leave only sign-ins that agree with what is given. */
export function assumptionsOf(known: PartialSignIn, encoding: Encoding): readonly Literal[] {
  return DIMENSIONS.flatMap((dimension) => assumedIn(dimension, known, encoding));
}

function assumedIn(dimension: Dimension, known: PartialSignIn, { vocabulary, unknowns }: Encoding): readonly Literal[] {
  if (dimension === "network") {
    const { network } = known;
    if (network === undefined) return [];
    const { within, ...place } = network.kind === "whole" ? network.value : { within: undefined, ...network.part };
    const claims = unknowns.all.flatMap(({ kind, id, is, isNot }) =>
      kind === "location" && within !== undefined ? [negate([...within].some((one) => one === id) ? isNot : is)] : [],
    );
    return [...vocabulary.places.from(place), ...claims];
  }
  if (dimension === "device") {
    const { device } = known;
    if (device === undefined || isByCode(known)) return [];
    return vocabulary.facts.literalsOf(
      device.kind === "whole" ? device.value : (device.part as Device),
      device.kind === "part",
    );
  }
  const one = known[dimension];
  return one?.kind === "whole" ? [vocabulary.valueOf(dimension, one.value)] : [];
}
