/// The identity of a record: a UUID of version 7, minted where the record is born.
///
/// `Entity` only marks the type, so that a customer's id is never passed for a product's. Ids sort by
/// the time at which they were minted. Stored as 16 bytes, text only in JSON and on command lines.
public struct ID<Entity>: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The 128 bits, most significant first.
  public let rawValue: UInt128

  /// The id of those 128 bits.
  public init(rawValue: UInt128) { self.rawValue = rawValue }

  /// The id of 16 bytes, most significant first; nil for any other number of bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    var value: UInt128 = 0
    for byte in bytes { value = value << 8 | UInt128(byte) }
    rawValue = value
  }

  /// The 16 bytes, most significant first.
  public var bytes: [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: rawValue >> UInt128(120 - 8 * $0)) }
  }

  /// Reads the canonical form `8-4-4-4-12` of hexadecimal digits, in either case.
  public init?(_ text: some StringProtocol) {
    var value: UInt128 = 0
    var position = 0
    for byte in text.utf8 {
      if position == 8 || position == 13 || position == 18 || position == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = hexadecimal(byte) else { return nil }
        value = value << 4 | UInt128(digit)
      }
      position += 1
    }
    guard position == 36 else { return nil }
    rawValue = value
  }

  /// The canonical form in lower case: `0197…-….-7…`.
  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for nibble in 0..<32 {
      if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
        text.append(UInt8(ascii: "-"))
      }
      let digit = UInt8(truncatingIfNeeded: rawValue >> UInt128(124 - 4 * nibble)) & 0xF
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The id minted first comes first.
  public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }

  /// The moment of minting, to the millisecond.
  public var mintedAt: Instant { Instant(milliseconds: Int64(rawValue >> 80)) }
}

private func hexadecimal(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): return byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): return byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): return byte - UInt8(ascii: "A") + 10
  default: return nil
  }
}

/// Mints ids that only ever grow: UUID version 7 (RFC 9562) from a clock and a source of bits.
///
/// ```
///  48 bits milliseconds │ 0111 │ 12 bits ┊ 10 │ 62 bits
///                                └── 74 bits: random in a new millisecond, then counted upwards
/// ```
/// Within one millisecond, or when the clock steps back, the 74 bits of the former id grow by a
/// random step, so that order holds and ids stay hard to guess. With a fixed clock and a
/// `SeededGenerator` the ids are the same at every run.
public struct IDSource: Sendable {
  private let now: @Sendable () -> Instant
  private var random: any RandomNumberGenerator & Sendable
  private var lastMilliseconds: UInt64 = 0
  private var lastBits: UInt128 = 0

  /// A source that reads `clock` at each id and draws its bits from `random`.
  public init(
    clock: @escaping @Sendable () -> Instant,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    now = clock
    self.random = random
  }

  /// The next id, larger than any this source gave before.
  public mutating func mint<Entity>(_ entity: Entity.Type = Entity.self) -> ID<Entity> {
    mint(entity, at: now())
  }

  /// The next id as if the clock said `instant`: records of the past (imports, the demo company).
  public mutating func mint<Entity>(
    _ entity: Entity.Type = Entity.self, at instant: Instant
  ) -> ID<Entity> {
    let milliseconds = UInt64(clamping: instant.milliseconds) & 0xFFFF_FFFF_FFFF
    if milliseconds > lastMilliseconds {
      lastMilliseconds = milliseconds
      // The top bit stays clear, so that counting upwards has room.
      lastBits = UInt128(random.next() & 0x1FF) << 64 | UInt128(random.next())
    } else {
      lastBits += UInt128(random.next() & 0xFFFF_FFFF) + 1
      if lastBits >> 74 != 0 {
        lastMilliseconds += 1
        lastBits &= (1 << 74) - 1
      }
    }
    let high = UInt128(lastMilliseconds) << 80 | 0x7 << 76 | (lastBits >> 62) << 64
    return ID(rawValue: high | 0b10 << 62 | lastBits & ((1 << 62) - 1))
  }
}
