import { applyingTruth } from "../../law/conditions/devices";
import type { DeviceDemand } from "../../law/device-filter/demand";
import type { Device } from "../../law/device-filter/device";
import { evaluateDeviceRule } from "../../law/device-filter/evaluate";
import { type DeviceSearch, findDevice } from "../../law/device-filter/find-device";
import { comparisonsIn } from "../../law/device-filter/rule";
import {
  type BitSet,
  bitSetWhere,
  both,
  either,
  elementsOf,
  emptyBitSet,
  hasBit,
  intersects,
  isWithin,
  keyOf,
  setBit,
} from "./bit-set";
import type { Budget } from "./budget";
import type { CandidatePolicy } from "./candidate-policy";

/** A device that meets no filter asked about, or some of the filters that no device can all fail to meet. */
export type DeviceAnswer =
  | { readonly kind: "found"; readonly device: Device }
  | { readonly kind: "none"; readonly because: BitSet }
  | { readonly kind: "tooHard" };

/** Steps of one look for a device before it gives up. */
export const DEVICE_BOUND = 3_000_000;
/** What counts for how many steps of the search: asking, setting a solver up, doing so for one comparison of a rule, a step of it. */
const QUESTION = 50;
const SOLVER = 2_000;
const SOLVER_COMPARISON = 600;
const SOLVER_STEP = 40;
/** What holding a question against a device that is known counts for, and how many of them are kept. */
const KNOWN_DEVICE = 4;
const MOST_DEVICES = 24;
/** How much more work than finding no device it may be to find out which filters are to blame. */
const EXPLAINING = 3;
/** Sets of filters that leave no device are kept, so that none has to be found twice. */
const MOST_KEPT = 200;

/** The filters that don't apply to some device. */
interface KnownDevice {
  readonly avoiding: BitSet;
}

interface Asked {
  readonly index: number;
  readonly demand: DeviceDemand;
}

/** Looks for devices, and remembers what it found. */
export class Devices {
  readonly #candidates: readonly CandidatePolicy[];
  readonly #budget: Budget;
  readonly #answers = new Map<string, DeviceAnswer>();
  readonly #impossible: BitSet[] = [];
  /** Devices found lately, those of use last time first. */
  readonly #found: KnownDevice[] = [];
  readonly #filtered: BitSet;

  constructor(candidates: readonly CandidatePolicy[], work: Budget) {
    this.#candidates = candidates;
    this.#budget = work;
    this.#filtered = bitSetWhere(candidates, ({ policy }) => policy.conditions.device.kind === "filter");
  }

  /**
   * Some of `stopping` and `wanted` that no device can all fail to meet, or meet; `undefined` also where it is too hard to tell.
   * Most such questions are answered by a device that was found for another one.
   */
  whyNone(stopping: BitSet, wanted: BitSet): BitSet | undefined {
    const shunned = both(stopping, this.#filtered);
    const met = both(wanted, this.#filtered);
    const at = this.#found.findIndex(({ avoiding }) => isWithin(shunned, avoiding) && !intersects(met, avoiding));
    this.#budget.spend(KNOWN_DEVICE * (at < 0 ? this.#found.length : at + 1));
    const [known] = at < 0 ? [] : this.#found.splice(at, 1);
    if (known !== undefined) {
      this.#found.unshift(known);
      return undefined;
    }
    const answer = this.ask(stopping, wanted);
    if (answer.kind === "found") this.#remember(answer.device);
    return answer.kind === "none" ? answer.because : undefined;
  }

  #remember(device: Device): void {
    this.#budget.spend(QUESTION * this.#candidates.length);
    const avoiding = bitSetWhere(this.#candidates, ({ policy }) => {
      const filter = policy.conditions.device;
      return filter.kind === "filter" && evaluateDeviceRule(filter.rule, device) !== applyingTruth(filter.mode);
    });
    this.#found.unshift({ avoiding });
    if (this.#found.length > MOST_DEVICES) this.#found.pop();
  }

  /** A device to which the filters of none of `stopping` apply, and those of all `wanted` do. */
  ask(stopping: BitSet, wanted: BitSet): DeviceAnswer {
    this.#budget.spend(QUESTION + this.#impossible.length);
    const about = either(stopping, wanted);
    const because = this.#impossible.find((filters) => isWithin(filters, about));
    if (because !== undefined) return { kind: "none", because };
    const key = keyOf(about) + keyOf(wanted);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = this.#lookFor(Array.from(this.#demands(about, wanted)));
    // Where only a little work was left, the same question may be answered another time.
    if (answer.kind !== "tooHard" || !this.#budget.isSpent) this.#answers.set(key, answer);
    return answer;
  }

  *#demands(about: BitSet, wanted: BitSet): Generator<Asked> {
    for (const index of elementsOf(about)) {
      const candidate = this.#candidates[index];
      const demand = candidate && demandOf(candidate, hasBit(wanted, index));
      if (demand !== undefined) yield { index, demand };
    }
  }

  #lookFor(asked: readonly Asked[]): DeviceAnswer {
    const { left } = this.#budget;
    const search = this.#find(asked);
    if (search.kind === "found") return { kind: "found", device: search.device };
    if (search.kind === "tooHard") return { kind: "tooHard" };
    const before = this.#budget.left;
    const because = this.#least(asked, [], before - EXPLAINING * (left - before));
    const filters = emptyBitSet(this.#candidates.length);
    for (const { index } of because) setBit(filters, index);
    if (this.#impossible.length < MOST_KEPT) this.#impossible.push(filters);
    return { kind: "none", because: filters };
  }

  /**
   * Some of `asked` that are impossible already together with `given`, none of them needlessly: of two halves, what the
   * second needs of the first, then what the first needs of that.
   * @param until where so little work is left, the rest is kept whether it is needed or not
   */
  #least(asked: readonly Asked[], given: readonly Asked[], until: number): readonly Asked[] {
    if (asked.length < 2 || this.#budget.left <= Math.max(0, until)) return asked;
    const middle = asked.length >> 1;
    const [first, second] = [asked.slice(0, middle), asked.slice(middle)];
    if (this.#find([...given, ...first]).kind === "none") return this.#least(first, given, until);
    if (this.#find([...given, ...second]).kind === "none") return this.#least(second, given, until);
    const ofSecond = this.#least(second, [...given, ...first], until);
    return [...ofSecond, ...this.#least(first, [...given, ...ofSecond], until)];
  }

  #find(asked: readonly Asked[]): DeviceSearch {
    if (asked.length === 0) return { kind: "found", device: { kind: "unregistered" }, steps: 0 };
    const comparisons = asked.reduce((sum, { demand: { rule } }) => sum + comparisonsIn(rule), 0);
    this.#budget.spend(SOLVER + SOLVER_COMPARISON * comparisons);
    const most = Math.min(DEVICE_BOUND, Math.ceil(this.#budget.left / SOLVER_STEP));
    const search = findDevice(
      asked.map(({ demand }) => demand),
      most,
    );
    this.#budget.spend(SOLVER_STEP * search.steps);
    return search;
  }
}

/** What a device must be like for a candidate's filter not to apply, or to apply. */
function demandOf(
  {
    policy: {
      conditions: { device },
    },
  }: CandidatePolicy,
  applies: boolean,
): DeviceDemand | undefined {
  if (device.kind !== "filter") return undefined;
  const applying = applyingTruth(device.mode);
  const others = (["yes", "no", "unclear"] as const).filter((truth) => truth !== applying);
  return { rule: device.rule, among: applies ? [applying] : others };
}
