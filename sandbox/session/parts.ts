import type { Engine, Say } from "../engine";
import type { Provider, ProviderRequest } from "../provider";
import type { Tenant } from "../tenant";

/** What a session is put together from. Tests put something lighter in their place. */
export type Parts = {
  readonly findEngine: (options: { readonly say: Say }) => Promise<Engine>;
  readonly prepareYamlLanguage: (request: {
    readonly engine: Engine;
    readonly environment: NodeJS.ProcessEnv;
    readonly say: Say;
  }) => Promise<void>;
  readonly openTenant: (options: { readonly folder: string; readonly say: Say }) => Promise<Tenant>;
  readonly prepareProvider: (request: ProviderRequest) => Promise<Provider>;
};
