import type { ListCondition } from "../../model/policy";
import type { ClientApp } from "../../model/sign-in";
import { some, type Truth } from "../../model/truth";
import { meets } from "./levels";

/**
 * The list is what is included; there is no exclude list. `exchangeActiveSync` stands for all of Exchange
 * ActiveSync, so it also covers a client on a supported platform; `easSupported` covers those alone.
 * @see Microsoft Entra, "Conditional Access: Conditions", client apps (2024-06)
 */
export function meetsClientApps(condition: ListCondition<ClientApp>, clientApp: ClientApp): Truth {
  const exact = meets(condition, clientApp);
  return clientApp === "easSupported" ? some([exact, meets(condition, "exchangeActiveSync")]) : exact;
}
