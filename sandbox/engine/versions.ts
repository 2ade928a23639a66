/** The engine that is installed or built: the one that this project was tried with. `build/pulumi/go.mod` pins the same. */
export const ENGINE_VERSION = "3.274.1";

/** The oldest engine on PATH that is taken: as old as the SDK in package.json, which the engine must understand. */
export const OLDEST_ENGINE = "3.248.0";

/** The language host for YAML projects that is built on demand. `build/yaml-language/go.mod` pins the same. */
export const YAML_LANGUAGE_VERSION = "1.25.0";
