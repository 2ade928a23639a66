import type { Engine, Say } from "../engine";
import type { ProviderRequest } from "../provider";

/** The local tenant, as a session needs it. */
export type Tenant = {
  /** `https://localhost:PORT` */
  readonly url: string;
  /** `localhost:PORT` */
  readonly host: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The certificate to trust, PEM. */
  readonly certificateFile: string;
  /** Whether another run has started it, and will end it. */
  readonly joined: boolean;
  close(): Promise<void>;
};

/** What a session is put together from. Tests put something lighter in their place. */
export type Parts = {
  readonly findEngine: (options: { readonly say: Say }) => Promise<Engine>;
  readonly prepareYamlLanguage: (request: {
    readonly engine: Engine;
    readonly environment: NodeJS.ProcessEnv;
    readonly say: Say;
  }) => Promise<void>;
  readonly openTenant: (options: { readonly folder: string; readonly say: Say }) => Promise<Tenant>;
  readonly prepareProvider: (request: ProviderRequest) => Promise<{ readonly description: string }>;
};
