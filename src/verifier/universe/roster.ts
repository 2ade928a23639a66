import type { Contender } from "../cells/contender";
import { type Holders, hold, type Membership } from "../membership";
import type { Assignment } from "../policy";
import type { Person } from "./people";

/** How an assignment names somebody by id, group or role. */
export interface Naming {
  readonly included: boolean;
  readonly excluded: boolean;
}

/** People of the same classes whom every contender names in the same way. */
export interface Cohort {
  /** Number of one of them in the list of people. */
  readonly first: number;
  naming(contender: number): Naming;
}

export interface Roster {
  readonly cohorts: readonly Cohort[];
  /** How a contender names somebody whom nothing singles out. */
  usual(contender: number): Naming;
  /** The cohort of each person, by number. */
  readonly cohortOf: Int32Array;
}

type Mark = 0 | 1 | 2;
const NAMING: Record<Mark, Naming> = {
  0: { included: false, excluded: false },
  1: { included: true, excluded: false },
  2: { included: true, excluded: true },
};

/**
 * Splits the people into cohorts, one contender after the other. Only those whom a contender singles out are touched,
 * so the cost grows with the sizes of the groups that policies name, not with policies times people.
 */
export function rosterOf(people: readonly Person[], contenders: readonly Contender[]): Roster {
  const numbers = new Map<string, number>();
  for (const [number, person] of people.entries()) numbers.set(person.id, number);
  const split = new Split(people);
  const usual: Naming[] = [];
  const marks = new Uint8Array(people.length);
  const memberNumbers = new Map<Holders, Int32Array>();
  contenders.forEach(({ policy, ground }, contender) => {
    const { include, exclude } = policy.users;
    const base: Mark = holdsAnybody(exclude, ground.membership) ? 2 : include.everyone ? 1 : 0;
    usual.push(NAMING[base]);
    if (base === 2) return;
    const touched: number[] = [];
    const touch = (mark: Mark) => (number: number) => {
      if (marks[number] === 0) touched.push(number);
      marks[number] = mark;
    };
    if (base === 0) eachNamed(include, "include", ground, numbers, memberNumbers, touch(1));
    eachNamed(exclude, "exclude", ground, numbers, memberNumbers, touch(2));
    split.by(contender, touched, marks);
    for (const number of touched) marks[number] = 0;
  });
  return split.roster(usual);
}

/** Excludes everybody, or a group or role that may hold anybody. */
function holdsAnybody(exclude: Assignment, membership: Membership): boolean {
  if (exclude.everyone) return true;
  return holdersIn(exclude, "exclude", membership).some((holders) => hold(holders, "exclude", undefined));
}

function holdersIn(assignment: Assignment, side: "include" | "exclude", membership: Membership): readonly Holders[] {
  return [
    ...[...assignment.groups].map((group) => membership.ofGroup(group)),
    ...[...assignment.roles].map((role) => membership.ofRole(role, side)),
  ];
}

function eachNamed(
  assignment: Assignment,
  side: "include" | "exclude",
  { membership }: Contender["ground"],
  numbers: ReadonlyMap<string, number>,
  memberNumbers: Map<Holders, Int32Array>,
  touch: (number: number) => void,
): void {
  for (const id of assignment.users) {
    const number = numbers.get(id);
    if (number !== undefined) touch(number);
  }
  for (const holders of holdersIn(assignment, side, membership)) {
    let members = memberNumbers.get(holders);
    if (members === undefined) {
      members = numbersOf(holders.people, numbers);
      memberNumbers.set(holders, members);
    }
    for (const number of members) touch(number);
  }
}

function numbersOf(ids: ReadonlySet<string>, numbers: ReadonlyMap<string, number>): Int32Array {
  const found = new Int32Array(ids.size);
  let size = 0;
  for (const id of ids) {
    const number = numbers.get(id);
    if (number !== undefined) found[size++] = number;
  }
  return found.subarray(0, size);
}

/** A partition of the people that only gets finer. A cohort remembers what it was split from, and by whom. */
class Split {
  readonly #cohortOf: Int32Array;
  readonly #parents: { readonly parent: number; readonly contender: number; readonly mark: Mark }[] = [];

  constructor(people: readonly Person[]) {
    this.#cohortOf = new Int32Array(people.length);
    const kinds = new Map<string, number>();
    people.forEach(({ classes }, number) => {
      const kind = classes.join("|");
      let cohort = kinds.get(kind);
      if (cohort === undefined) {
        cohort = this.#add(-1, -1, 0);
        kinds.set(kind, cohort);
      }
      this.#cohortOf[number] = cohort;
    });
  }

  by(contender: number, touched: readonly number[], marks: Uint8Array): void {
    const splinters = new Int32Array(this.#parents.length * 3).fill(-1);
    for (const number of touched) {
      const parent = this.#cohortOf[number] ?? 0;
      const mark = (marks[number] ?? 0) as Mark;
      let splinter = splinters[parent * 3 + mark] ?? -1;
      if (splinter < 0) {
        splinter = this.#add(parent, contender, mark);
        splinters[parent * 3 + mark] = splinter;
      }
      this.#cohortOf[number] = splinter;
    }
  }

  /** Only cohorts that still hold somebody, numbered anew. */
  roster(usual: readonly Naming[]): Roster {
    const renumbered = new Int32Array(this.#parents.length).fill(-1);
    const cohorts: Cohort[] = [];
    const cohortOf = new Int32Array(this.#cohortOf.length);
    this.#cohortOf.forEach((cohort, number) => {
      if ((renumbered[cohort] ?? -1) < 0) {
        renumbered[cohort] = cohorts.length;
        cohorts.push({ first: number, naming: this.#namingOf(cohort, usual) });
      }
      cohortOf[number] = renumbered[cohort] ?? 0;
    });
    return { cohorts, cohortOf, usual: (contender) => usual[contender] ?? NAMING[0] };
  }

  #namingOf(cohort: number, usual: readonly Naming[]): Cohort["naming"] {
    const marks = new Map<number, Mark>();
    for (let step = this.#parents[cohort]; step !== undefined && step.contender >= 0; step = this.#parents[step.parent])
      marks.set(step.contender, step.mark);
    return (contender) => {
      const mark = marks.get(contender);
      return mark === undefined ? (usual[contender] ?? NAMING[0]) : NAMING[mark];
    };
  }

  #add(parent: number, contender: number, mark: Mark): number {
    return this.#parents.push({ parent, contender, mark }) - 1;
  }
}
