import type { Levels } from "../policy";
import type { ClientApp } from "../sign-in";
import { some, type Truth } from "../truth";
import { meets } from "./levels";

/**
 * The list is what is included; there is no exclude list. `exchangeActiveSync` stands for all of Exchange
 * ActiveSync, so it also covers a client on a supported platform; `easSupported` covers those alone.
 * @see Microsoft Entra, "Conditional Access: Conditions", client apps (2024-06)
 */
export function meetsClientApps(condition: Levels<ClientApp>, clientApp: ClientApp): Truth {
  const exact = meets(condition, clientApp);
  return clientApp === "easSupported" ? some([exact, meets(condition, "exchangeActiveSync")]) : exact;
}
