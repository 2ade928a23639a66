import { DIMENSIONS, isListed, LISTED_DIMENSIONS, valuesOf } from "../../law/conditions";
import { showsDevice } from "../../law/device-filter/device";
import type { Circumstances, Dimension } from "../../law/model/dimensions";
import type { Encoding } from "../encoding/encoding";
import { CERTAIN } from "../encoding/logic";
import type { Stop } from "../encoding/stops";
import type { Questions } from "../questions/questions";
import { all, any, type Formula, type Literal, negate, negation, positive } from "../solver/formula";
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
const WIDENED: readonly Dimension[] = ["device", ...DIMENSIONS.filter(isListed), "network"];

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
  const { logic } = questions.encoding.vocabulary;
  const shut = any([
    ...stops.map(({ passing }) => negation(passing)),
    ...(stopped ? [negation(stopped.stopping)] : []),
  ]);
  const width = new WidthSoFar(questions.encoding, witness);
  const isOpen = (where?: Formula): boolean => {
    const assumed = width.assumed(where && logic.implying(where));
    return questions.ask([...assumed, logic.implying(shut)]).kind === "no";
  };
  const order = [...WIDENED.filter((one) => !last.has(one)), ...WIDENED.filter((one) => last.has(one))];
  for (const dimension of order) width.widen(dimension, isOpen);
  const met = [...byNetwork.map((stop) => placeOf(stop, false)), ...(stopped ? [placeOf(stopped, true)] : [])];
  const isSame = stopped === undefined || haveSameLocations(questions.encoding);
  const isThere = width.values.network === undefined && isSame && isOpen(all(met.map(({ where }) => where)));
  return { alsoTrueFor: width.values, places: isThere ? met.flatMap(({ place }) => place) : [] };
}

/** The networks that meet the policy's condition, or those that don't. */
function placeOf({ policy: { policy, parts } }: Stop, isMet: boolean) {
  const { network } = policy.conditions;
  const { is, isNot } = parts.find((part) => part?.reason === "locations")?.met ?? CERTAIN;
  return { where: isMet ? is : isNot, place: network.kind === "listed" ? [{ condition: network, isMet }] : [] };
}

/** Whether compared tenants have the same locations, so that a condition means the same places in both. */
function haveSameLocations({ sides }: Encoding): boolean {
  const [one, ...others] = sides.map(({ tenant }) => [...(tenant.locations?.values() ?? [])]);
  return others.every((other) => other.length === one?.length && other.every((location) => one.includes(location)));
}

/** The values that a way in has so far. A dimension without values has the witness's own. */
class WidthSoFar {
  readonly values: { [D in Dimension]?: "any" | readonly Circumstances[D][] } = {};
  readonly #encoding: Encoding;
  readonly #witness: Witness;
  /** What is shown and claimed, the device, and the network, as in the witness. */
  readonly #fixed: readonly Literal[];
  readonly #device: readonly Literal[];
  readonly #network: readonly Literal[];

  constructor(encoding: Encoding, witness: Witness) {
    this.#encoding = encoding;
    this.#witness = witness;
    const { vocabulary, unknowns } = encoding;
    const asInWitness = (one: Literal): Literal => (witness.model(one) ? one : negate(one));
    const claims = (areLocations: boolean) =>
      unknowns.all.flatMap(({ kind, is, isNot }) => ((kind === "location") === areLocations ? [is, isNot] : []));
    const shown = [...vocabulary.methods.map((name) => vocabulary.shows(name)), ...vocabulary.shownByAnybody()];
    const facts = [...vocabulary.facts.byAttribute().values()].flat();
    this.#fixed = [...shown, ...claims(false)].map(asInWitness);
    this.#device = facts.map(({ variable }) => asInWitness(positive(variable)));
    this.#network = [...vocabulary.places.from(witness.signIn.network), ...claims(true).map(asInWitness)];
  }

  /** Assume these to leave the combinations of the values. @param where a part of all networks, in place of the network */
  assumed(where?: Literal): readonly Literal[] {
    const { network, device } = this.values;
    const others = LISTED_DIMENSIONS.flatMap((dimension) => {
      const some: "any" | readonly unknown[] = this.values[dimension] ?? [this.#witness.signIn[dimension]];
      return valuesOf(dimension).flatMap((value) =>
        some === "any" || some.includes(value) ? [] : negate(this.#encoding.vocabulary.valueOf(dimension, value)),
      );
    });
    return [
      ...this.#fixed,
      ...(device === "any" ? [] : this.#device),
      ...(where !== undefined ? [where] : network === "any" ? [] : this.#network),
      ...others,
    ];
  }

  /** Adds each value of a dimension that is open at each combination of the other values. */
  widen(dimension: Dimension, isOpen: () => boolean): void {
    const isOpenWith = (values: "any" | readonly unknown[]): boolean => {
      Object.assign(this.values, { [dimension]: values });
      return isOpen();
    };
    const all: readonly unknown[] = isListed(dimension) ? valuesOf(dimension) : [];
    const open = all.filter(
      (value) => value === this.#witness.signIn[dimension] || (this.#fits(value) && isOpenWith([value])),
    );
    if (open.length > 1) Object.assign(this.values, { [dimension]: open.length === all.length ? "any" : open });
    else if (isListed(dimension) || !isOpenWith("any")) delete this.values[dimension];
  }

  /** A flow that shows no device doesn't go with a registered device. */
  #fits(value: unknown): boolean {
    const { device } = this.#witness.signIn;
    return this.values.device === "any" || device.kind === "unregistered" || showsDevice(value as string | null);
  }
}
