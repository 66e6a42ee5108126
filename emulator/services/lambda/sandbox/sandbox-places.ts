export interface SandboxPlaces {
  /** The folder of the runtime's programs. */
  programs: string;
  /** A folder of the engine's own, below which the sandbox puts what it needs. */
  base: string;
  /** The folder below which the code of functions is unpacked. */
  code: string;
}
