import { Solver } from "../../../src/verifier/solver/solver";
import type { Said, SaidOfTenant } from "./a-tenant";

/** In the tests of a suite each search stops after a hundredth of its steps: what comes of a bound is the same, and comes sooner. */
export function searchesStopSoon(): void {
  const { solve } = Solver.prototype;
  before(() => {
    Solver.prototype.solve = function (assumptions, most) {
      return solve.call(this, assumptions, most / 100);
    };
  });
  after(() => {
    Solver.prototype.solve = solve;
  });
}

/** A policy for the devices that a filter includes, or doesn't exclude. */
export const filtered = (mode: "include" | "exclude", rule: string, conditions: object = {}): Said => ({
  conditions: { ...conditions, devices: { deviceFilter: { mode, rule } } },
});

/**
 * Seats for one guest fewer than there are: no device gets through these policies, which is hard to see by logic alone. Twelve
 * guests are beyond the bound of a search, five aren't; eight are where searches stop soon.
 */
export function guestsAndSeats(guests: number): Said[] {
  const sits = (guest: number, seat: number): string => `device.displayName -contains "g${guest}in${seat}x"`;
  const numbers = Array.from({ length: guests }, (_, number) => number);
  const seats = numbers.slice(1);
  const everyOne = numbers.map((guest) => filtered("exclude", seats.map((seat) => sits(guest, seat)).join(" -or ")));
  const apart = seats.flatMap((seat) =>
    numbers.flatMap((one) =>
      numbers.slice(one + 1).map((other) => filtered("include", `${sits(one, seat)} -and ${sits(other, seat)}`)),
    ),
  );
  return [...everyOne, ...apart];
}

/**
 * A tenant whose policies tell 65,536 addresses apart, each of them in another set of sixteen locations: more than can be
 * checked.
 */
export function manyNetworks(): SaidOfTenant & { readonly namedLocations: readonly object[] } {
  const locations = Array.from({ length: 16 }, (_, bit) => ({
    "@odata.type": "#microsoft.graph.ipNamedLocation",
    id: `dddddddd-0000-4000-8000-0000000001${10 + bit}`,
    ipRanges: Array.from({ length: 2 ** (15 - bit) }, (_, index) => ({
      "@odata.type": "#microsoft.graph.iPv4Range",
      lowerAddress: addressAt((2 * index + 1) * 2 ** bit),
      upperAddress: addressAt((2 * index + 2) * 2 ** bit - 1),
    })),
  }));
  return {
    policies: locations.map(({ id }) => ({ conditions: { locations: { includeLocations: [id] } } })),
    namedLocations: locations,
  };
}

const addressAt = (number: number): string => `10.0.${number >> 8}.${number & 255}`;
