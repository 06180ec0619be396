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

/** Plain arithmetic, without expressions and big numbers: every address of every Service passes here. */
const numberOfV4 = (text: string): number | undefined => {
  let value = 0;
  let part = -1;
  let dots = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? 46 : text.charCodeAt(i);
    if (code === 46) {
      if (part < 0) return undefined;
      value = value * 256 + part;
      part = -1;
      dots++;
    } else {
      if (code < 48 || code > 57) return undefined;
      part = (part < 0 ? 0 : part * 10) + code - 48;
      if (part > 255) return undefined;
    }
  }
  return dots === 4 ? value : undefined;
};

const parseV6 = (text: string): bigint | undefined => {
  if (!text.includes(":") || text.includes(":::")) return undefined;
  const tail = text.slice(text.lastIndexOf(":") + 1);
  const embedded = tail.includes(".") ? parseV4(tail) : undefined;
  if (tail.includes(".") && embedded === undefined) return undefined;
  const plain = embedded === undefined ? text : `${text.slice(0, -tail.length)}${(embedded >> 16n).toString(16)}:${(embedded & 0xffffn).toString(16)}`;
  const halves = plain.split("::");
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const known = (left?.length ?? 0) + (right?.length ?? 0);
  if (halves.length === 1 ? known !== 8 : known > 7) return undefined;
  const groups = [...(left ?? []), ...Array<string>(8 - known).fill("0"), ...(right ?? [])];
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
