import Values

/// What one line of a draft finds, the lines above it having taken theirs (AT-18).
public struct LineAvailability: Hashable, Sendable {
  /// Free when the line is reached.
  public let free: Quantity
  /// What the line lacks.
  public let short: Quantity

  @usableFromInline
  init(free: Quantity, short: Quantity) {
    self.free = free
    self.short = short
  }
}

/// A line of a draft: how much of which product, in base units.
public struct WantedLine<Key: Hashable & Sendable>: Hashable, Sendable {
  /// The product.
  public let product: Key
  /// The quantity; zero or less takes nothing.
  public let quantity: Quantity

  /// A line that wants that quantity.
  @inlinable
  public init(product: Key, quantity: Quantity) {
    self.product = product
    self.quantity = quantity
  }
}

extension WantedLine {
  /// What each line finds, seen in order: two lines of one product do not both see the whole stock.
  @inlinable
  public static func availability(
    of lines: [WantedLine], free: [Key: Quantity]
  ) -> [LineAvailability] {
    var left = free
    return lines.map { line in
      let seen = left[line.product] ?? .zero
      let taken = max(.zero, min(line.quantity, seen))
      left[line.product] = seen - taken
      return LineAvailability(free: seen, short: max(.zero, line.quantity) - taken)
    }
  }
}

/// A quantity for one key: reserved in a warehouse, given to a line.
public struct Allotment<Key: Hashable & Sendable>: Hashable, Sendable {
  /// The warehouse or the line.
  public let key: Key
  /// How much, more than zero.
  public let quantity: Quantity

  /// That quantity for that key.
  public init(_ key: Key, _ quantity: Quantity) {
    self.key = key
    self.quantity = quantity
  }
}

/// A wanted quantity set aside over warehouses, and what is missing.
public struct Allocation<Key: Hashable & Sendable>: Hashable, Sendable {
  /// What to reserve where, in the order of the warehouses.
  public let reservations: [Allotment<Key>]
  /// What no warehouse has.
  public let shortage: Quantity

  /// Takes `wanted` first from the order's warehouse (the first of `free`), then, when the line
  /// allows it, from the others in order. Each is taken before the next is opened, so that a delivery
  /// is split as little as the order of warehouses permits.
  public init(
    of wanted: Quantity, from free: [Allotment<Key>], othersAllowed: Bool
  ) {
    var missing = max(.zero, wanted)
    var taken: [Allotment<Key>] = []
    for place in othersAllowed ? free[...] : free.prefix(1) {
      let part = min(missing, max(.zero, place.quantity))
      guard part > .zero else { continue }
      taken.append(Allotment(place.key, part))
      missing -= part
    }
    reservations = taken
    shortage = missing
  }
}

/// A line that waits for goods.
public struct WaitingLine<Key: Hashable & Sendable>: Hashable, Sendable {
  /// The line.
  public let key: Key
  /// What it still lacks.
  public let lacking: Quantity
  /// Since when it waits: the oldest is served first.
  public let since: Instant

  /// A line that lacks that quantity since that moment.
  public init(_ key: Key, lacking: Quantity, since: Instant) {
    self.key = key
    self.lacking = lacking
    self.since = since
  }
}

/// Goods that arrived (or were freed), given to the lines that wait for them (AT-63, AT-49).
public struct Distribution<Key: Hashable & Sendable>: Hashable, Sendable {
  /// What each line gets, the oldest first.
  public let served: [Allotment<Key>]
  /// What remains free.
  public let free: Quantity

  /// Serves the lines oldest first; equal moments keep the order in which they are given.
  public init(of quantity: Quantity, to waiting: [WaitingLine<Key>]) {
    let inOrder = waiting.enumerated().sorted {
      ($0.element.since, $0.offset) < ($1.element.since, $1.offset)
    }
    var left = max(.zero, quantity)
    var served: [Allotment<Key>] = []
    for (_, line) in inOrder {
      let part = min(left, max(.zero, line.lacking))
      guard part > .zero else { continue }
      served.append(Allotment(line.key, part))
      left -= part
    }
    self.served = served
    free = left
  }
}
