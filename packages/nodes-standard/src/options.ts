import { defineOptions } from '@tenon/options';

/** What requests of `http-request` may reach, and how large they may get. */
export interface HttpOptions {
  /** Hosts that may be asked: `api.example.org`, or `*.example.org` for all below. All public ones where nothing is said. */
  readonly hosts?: readonly string[];
  /** Whether addresses of this machine and of private networks may be asked. Default `false`. */
  readonly privateAddresses?: boolean;
  /** The most bytes of a response's body, unpacked. Default 16 MiB. */
  readonly maxBytes?: number;
}

/** What {@link standardNodes} may be told. */
export interface StandardNodesOptions {
  /** The folder that files are read from and written to. Without it, no file node works. */
  readonly root?: string;
  /** The most bytes of a file that is read as a whole. Default 64 MiB. */
  readonly maxBytes?: number;
  readonly http?: HttpOptions;
  /** Whether the kinds are bound for workflow files. Default `true`. */
  readonly kinds?: boolean;
}

/** Throws OPTION_INVALID, naming each option that is wrong. */
export const checkOptions = defineOptions<StandardNodesOptions>(
  'standardNodes',
  ({ IsBoolean, IsInt, IsNotEmpty, IsObject, IsOptional, IsString, Min }) => {
    class Options implements StandardNodesOptions {
      @IsOptional()
      @IsString()
      @IsNotEmpty()
      readonly root?: string;

      @IsOptional()
      @IsInt()
      @Min(1)
      readonly maxBytes?: number;

      @IsOptional()
      @IsObject()
      readonly http?: HttpOptions;

      @IsOptional()
      @IsBoolean()
      readonly kinds?: boolean;
    }
    return Options;
  },
);

/** The same for the option `http`. */
export const checkHttpOptions = defineOptions<HttpOptions>(
  'http in standardNodes',
  ({ IsArray, IsBoolean, IsInt, IsOptional, Matches, Min }) => {
    class Options implements HttpOptions {
      @IsOptional()
      @IsArray()
      @Matches(HOST, {
        each: true,
        message: 'hosts must be a list of names: "api.example.org" or "*.example.org"',
      })
      readonly hosts?: readonly string[];

      @IsOptional()
      @IsBoolean()
      readonly privateAddresses?: boolean;

      @IsOptional()
      @IsInt()
      @Min(1)
      readonly maxBytes?: number;
    }
    return Options;
  },
);

/** A host's name or address, without a scheme, port or path. */
const HOST = /^(?:\*\.)?[\w.:[\]-]+$/;
