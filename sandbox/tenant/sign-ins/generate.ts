import { isList, objectIn } from "../json";
import type { TenantData } from "../store/store";
import type { Attempt, DeviceFacts, SignInFacts } from "./facts";
import { homeTenantOf } from "./record";

/** The options for generated attempts. */
export interface Generating {
  readonly count: number;
  readonly seed: number;
  readonly from: Date;
  readonly until: Date;
}

const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

type Entrance = readonly [clientApp: SignInFacts["clientApp"], application: string];

/** The Azure portal, the CLI, PowerShell, and an old script. */
const ENTRANCES: readonly (readonly [weight: number, Entrance])[] = [
  [5, ["browser", "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"]],
  [3, ["mobileAppsAndDesktopClients", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"]],
  [2, ["mobileAppsAndDesktopClients", "1950a258-227b-4e31-a9cf-717495945fc2"]],
  [0.3, ["other", "0d0d0d0d-0000-4000-8000-000000000001"]],
];

/**
 * Generates attempts of the tenant's people over a period. They are the same for the same seed and tenant. They come from named
 * locations and from elsewhere, with known and unknown devices, and sometimes at risk. One in twenty isn't about Azure.
 */
export function* generateAttempts(data: TenantData, { count, seed, from, until }: Generating): Generator<Attempt> {
  const random = new Random(seed);
  const people = data.users.filter(({ accountEnabled }) => accountEnabled !== false);
  if (people.length === 0) return;
  const span = (until.getTime() - from.getTime()) / count;
  const addresses = addressesIn(data);
  for (let number = 0; number < count; number++) {
    const [clientApp, application] = random.oneOf(ENTRANCES);
    const isElsewhere = random.next() < 0.05;
    const user = people[random.below(people.length)];
    yield {
      id: random.id(),
      at: new Date(Math.floor(from.getTime() + span * (number + random.next()))),
      facts: {
        user,
        guestType: undefined,
        homeTenant: user && homeTenantOf(user),
        resource: isElsewhere ? "00000003-0000-0000-c000-000000000000" : AZURE_MANAGEMENT,
        clientApp,
        ...circumstances(random, addresses),
      },
      application,
      doesMfa: random.next() < 0.9,
    };
  }
}

type Circumstances = Omit<SignInFacts, "user" | "guestType" | "homeTenant" | "resource" | "clientApp">;

function circumstances(random: Random, addresses: readonly string[]): Circumstances {
  const platform = random.oneOf([
    [6, "windows"],
    [3, "macOS"],
    [2, "linux"],
    [1, "iOS"],
    [1, "android"],
    [0.3, "unknown"],
  ] as const);
  return {
    platform,
    ipAddress: addresses[random.below(addresses.length)],
    country: random.oneOf([
      [6, "FI"],
      [2, "SE"],
      [1, "DE"],
      [1, "US"],
    ]),
    device: random.next() < 0.5 ? undefined : deviceOf(random),
    signInRisk: riskOf(random),
    userRisk: riskOf(random),
    insiderRisk: "none",
    flow: random.oneOf([
      [12, "none"],
      [1, "deviceCodeFlow"],
      [0.5, "authenticationTransfer"],
    ]),
  };
}

const riskOf = (random: Random): string =>
  random.oneOf([
    [10, "none"],
    [1, "low"],
    [1, "medium"],
    [1, "high"],
  ]);

function deviceOf(random: Random): DeviceFacts {
  const number = 1 + random.below(50);
  return {
    deviceId: `0e0e0e0e-0000-4000-8000-${String(number).padStart(12, "0")}`,
    displayName: `${number % 5 > 0 ? "DESKTOP" : number % 2 > 0 ? "SAW" : "saw"}-${number}`,
    isCompliant: number % 4 !== 0,
    trustType: (["AzureAD", "ServerAD", "Workplace"] as const)[number % 3],
  };
}

/** Addresses for attempts: the first and another of each range, and some of both families that are probably in no location. */
function addressesIn({ namedLocations }: TenantData): readonly string[] {
  const ranges = namedLocations.flatMap(({ ipRanges }) => (isList(ipRanges) ? ipRanges : []));
  const inside = ranges.flatMap((range) => {
    const [network = ""] = String(objectIn(range)["cidrAddress"] ?? "").split("/");
    return network === "" ? [] : [network, network.includes(":") ? `${network}1` : network.replace(/\d+$/, "7")];
  });
  return [...inside, "192.0.2.7", "192.0.2.200", "198.51.100.250", "8.8.4.4", "2001:db8:ffff::1", "2a00:1450::7"];
}

/** Pseudo-random numbers, the same for the same seed. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 (included) to 1 (excluded). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** A choice with a probability in proportion to its weight. */
  oneOf<T>(choices: readonly (readonly [weight: number, value: T])[]): T {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.next() * total;
    for (const [weight, value] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    const last = choices.at(-1);
    if (last === undefined) throw new Error("there is nothing to choose from");
    return last[1];
  }

  /** A GUID in the form of version 4. */
  id(): string {
    const digits = Array.from({ length: 32 }, () => this.below(16).toString(16)).join("");
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`;
  }
}
