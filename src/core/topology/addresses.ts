/** What an IP address says about who can reach it. */

export type AddressScope = "public" | "private" | "shared" | "loopback" | "link-local" | "documentation" | "unspecified" | "invalid";

/** The blocks of the IANA special-purpose registries (RFC 6890, 6598, 1918, 4193, 5737, 3849) that matter for reachability. */
const blocks: readonly (readonly [cidr: string, scope: AddressScope])[] = [
  ["0.0.0.0/8", "unspecified"], ["10.0.0.0/8", "private"], ["100.64.0.0/10", "shared"], ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "link-local"], ["172.16.0.0/12", "private"], ["192.0.2.0/24", "documentation"],
  ["192.168.0.0/16", "private"], ["198.51.100.0/24", "documentation"], ["203.0.113.0/24", "documentation"],
  ["::/128", "unspecified"], ["::1/128", "loopback"], ["2001:db8::/32", "documentation"], ["fc00::/7", "private"], ["fe80::/10", "link-local"],
];

/** An address as a number with its width, or undefined when it is none. Zone ids and prefixes are not addresses. */
export const parseAddress = (text: string): { readonly value: bigint; readonly bits: 32 | 128 } | undefined => {
  const v4 = parseV4(text);
  if (v4 !== undefined) return { value: v4, bits: 32 };
  const v6 = parseV6(text);
  return v6 === undefined ? undefined : { value: v6, bits: 128 };
};

const parseV4 = (text: string): bigint | undefined => {
  const value = numberOfV4(text);
  return value === undefined ? undefined : BigInt(value);
};

const DOT = 46;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Plain arithmetic, without expressions and big numbers: every address of every Service passes here. */
const numberOfV4 = (text: string): number | undefined => {
  let value = 0;
  let at = 0;
  for (let part = 0; part < 4; part++) {
    const start = at;
    let octet = 0;
    while (isDigit(text.charCodeAt(at))) octet = octet * 10 + text.charCodeAt(at++) - 48;
    if (at === start || at - start > 3 || octet > 255) return undefined;
    value = value * 256 + octet;
    if (part < 3 && text.charCodeAt(at++) !== DOT) return undefined;
  }
  return at === text.length ? value : undefined;
};

/** With an IPv4 address at its end written as two groups; undefined where that end is no IPv4 address. */
const withoutEmbedded = (text: string): string | undefined => {
  const tail = text.slice(text.lastIndexOf(":") + 1);
  if (!tail.includes(".")) return text;
  const v4 = numberOfV4(tail);
  return v4 === undefined ? undefined : `${text.slice(0, -tail.length)}${Math.floor(v4 / 65536).toString(16)}:${(v4 % 65536).toString(16)}`;
};

const groupsOf = (half: string | undefined): readonly string[] => (half === undefined || half === "" ? [] : half.split(":"));

const parseV6 = (text: string): bigint | undefined => {
  const plain = text.includes(":") && !text.includes(":::") ? withoutEmbedded(text) : undefined;
  const halves = plain?.split("::") ?? [];
  const [left, right] = halves.map(groupsOf);
  if (!left || halves.length > 2) return undefined;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (right ? missing < 1 : missing !== 0) return undefined;
  return valueOf([...left, ...Array<string>(missing).fill("0"), ...(right ?? [])]);
};

const valueOf = (groups: readonly string[]): bigint | undefined => {
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
};

/** Whether an address lies in a block; undefined when either cannot be read. */
export const inCidr = (address: string, cidr: string): boolean | undefined => {
  const [base = "", length = ""] = cidr.split("/");
  const block = parseAddress(base);
  const one = parseAddress(address);
  if (!block || !one || !/^\d{1,3}$/.test(length) || Number(length) > block.bits) return undefined;
  if (block.bits !== one.bits) return false;
  const shift = BigInt(block.bits - Number(length));
  return one.value >> shift === block.value >> shift;
};

interface Block4 { readonly first: number; readonly last: number; readonly scope: AddressScope }

const blocks4: readonly Block4[] = blocks.filter(([cidr]) => !cidr.includes(":")).map(([cidr, scope]) => {
  const [base = "", length = ""] = cidr.split("/");
  const first = numberOfV4(base) ?? 0;
  return { first, last: first + 2 ** (32 - Number(length)) - 1, scope };
});

/** The scope of an address. IPv4-mapped IPv6 addresses count as their IPv4 address. */
export const scopeOf = (address: string): AddressScope => {
  const v4 = numberOfV4(address);
  if (v4 !== undefined) return blocks4.find(({ first, last }) => v4 >= first && v4 <= last)?.scope ?? "public";
  const v6 = parseV6(address);
  if (v6 === undefined) return "invalid";
  if (v6 >> 32n === 0xffffn) {
    const low = Number(v6 & 0xffffffffn);
    return scopeOf([low >>> 24, (low >>> 16) & 255, (low >>> 8) & 255, low & 255].join("."));
  }
  return blocks.find(([cidr]) => cidr.includes(":") && inCidr(address, cidr) === true)?.[1] ?? "public";
};

/** Addresses for documentation stand for public ones: tutorials and demos use them so. */
export const isPublic = (address: string): boolean => ["public", "documentation"].includes(scopeOf(address));

/** Host part of a URL: IPv6 in brackets. */
export const urlHost = (address: string): string => (address.includes(":") ? `[${address}]` : address);
