import { isListed, LISTED_DIMENSIONS, valuesOf } from "../../law/conditions";
import { showsDevice } from "../../law/device-filter/device";
import type { Circumstances, Dimension } from "../../law/model/dimensions";
import type { Encoding } from "../encoding/encoding";
import type { Stop } from "../encoding/stops";
import type { Vocabulary } from "../encoding/vocabulary";
import type { Questions } from "../questions/questions";
import { all, any, type Literal, negate, negation } from "../solver/formula";
import type { Bypass } from "../verdict";
import type { Witness } from "./witness";

/** What policies are to the person who gets in. */
interface Met {
  readonly stops: readonly Stop[];
  /** What must stop each combination in the other of two tenants. */
  readonly stopped: Stop | undefined;
  /** The policies that let the sign-in through by its network. */
  readonly byNetwork: readonly Stop[];
}

/** The dimensions in the order in which they are widened. */
const WIDENED: readonly Dimension[] = ["device", ...LISTED_DIMENSIONS, "network"];

/**
 * How wide a way in is: adds values, dimension by dimension, while each combination of them is open.
 * @param last the dimensions to widen last: those by which policies let it through, so that the way in reads "everyone who isn't on
 *   Windows, by any client"
 */
export function widthOf(
  questions: Questions,
  witness: Witness,
  { stops, stopped, byNetwork }: Met,
  last: ReadonlySet<Dimension>,
): Pick<Bypass, "alsoTrueFor" | "places"> {
  const { signIn } = witness;
  const { vocabulary } = questions.encoding;
  const passing = [...stops.map((stop) => stop.passing), ...(stopped ? [stopped.stopping] : [])];
  const shut = vocabulary.logic.implying(any(passing.map(negation)));
  const assumed = asInWitness(witness, questions.encoding);
  const isOpen = (dimension: Dimension, literals: readonly Literal[]): boolean =>
    questions.ask([...new Map([...assumed, [dimension, literals]]).values(), shut].flat()).kind === "no";
  const alsoTrueFor: { [D in Dimension]?: "any" | readonly Circumstances[D][] } = {};
  const isDeviceOpen = () => alsoTrueFor.device === "any" || signIn.device.kind === "unregistered";
  for (const dimension of WIDENED.toSorted((one, other) => Number(last.has(one)) - Number(last.has(other)))) {
    const values: readonly unknown[] = isListed(dimension) ? valuesOf(dimension) : [];
    const isOpenWith = (value: unknown): boolean =>
      (showsDevice(value) || isDeviceOpen()) && isOpen(dimension, only(dimension, [value], vocabulary));
    const open = values.filter((value) => value === signIn[dimension] || isOpenWith(value));
    if (isListed(dimension) ? open.length === 1 : !isOpen(dimension, [])) continue;
    assumed.set(dimension, only(dimension, open, vocabulary));
    Object.assign(alsoTrueFor, { [dimension]: open.length === values.length ? "any" : open });
  }
  const met = [...byNetwork.flatMap((stop) => placeOf(stop, false)), ...(stopped ? placeOf(stopped, true) : [])];
  const isSame = stopped === undefined || haveSameLocations(questions.encoding);
  const where = vocabulary.logic.implying(all(met.map((one) => one.where)));
  const isThere = alsoTrueFor.network === undefined && isSame && isOpen("network", [where]);
  return { alsoTrueFor, places: isThere ? met.map(({ place }) => place) : [] };
}

/** The networks that meet the policy's condition, or those that don't. */
function placeOf({ policy, parts }: Stop, isMet: boolean) {
  const { network } = policy.policy.conditions;
  const met = parts.find(({ reason }) => reason === "locations")?.met;
  if (network.kind !== "listed" || met === undefined) return [];
  return [{ where: isMet ? met.is : met.isNot, place: { condition: network, isMet } }];
}

/** Whether compared tenants have the same locations, so that a condition means the same places in both. */
function haveSameLocations({ sides }: Encoding): boolean {
  const [one, ...others] = sides.map(({ tenant }) => [...(tenant.locations?.values() ?? [])]);
  return others.every((other) => other.length === one?.length && other.every((location) => one.includes(location)));
}

/** What to assume so that a dimension has only these values. It is nothing if the values of the dimension can't be listed. */
const only = (dimension: Dimension, values: readonly unknown[], vocabulary: Vocabulary): readonly Literal[] =>
  isListed(dimension)
    ? valuesOf(dimension).flatMap((one) => (values.includes(one) ? [] : negate(vocabulary.valueOf(dimension, one))))
    : [];

/** What to assume of each dimension, and of what is shown and claimed, so that all is as in the witness. */
function asInWitness({ model, signIn }: Witness, { vocabulary, unknowns }: Encoding) {
  const asThere = (one: Literal): Literal => (model(one) ? one : negate(one));
  const claims = (areLocations: boolean) =>
    unknowns.all.flatMap(({ kind, is, isNot }) => ((kind === "location") === areLocations ? [is, isNot] : []));
  const { facts, places, shown } = vocabulary;
  return new Map<Dimension | "shown", readonly Literal[]>([
    ["shown", [...shown.values(), ...claims(false)].map(asThere)],
    ["device", facts.all().map((one) => asThere(one.literal))],
    ["network", [...places.from(signIn.network), ...claims(true).map(asThere)]],
    ...LISTED_DIMENSIONS.map((one) => [one, only(one, [signIn[one]], vocabulary)] as const),
  ]);
}
