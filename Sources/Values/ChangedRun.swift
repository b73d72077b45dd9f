/// The one run of elements in which two lists differ: before and behind it both are the same.
///
/// ```
///     former   a b c d e f          first 2, removed 2 (c d), added 3 (x y z)
///     later    a b x y z e f
/// ```
public struct ChangedRun: Hashable, Sendable {
  /// Where it begins, in both lists.
  public let first: Int
  /// How many elements of the former list it takes away.
  public let removed: Int
  /// How many elements of the later list stand in their place.
  public let added: Int

  /// A run whose place is known.
  public init(first: Int, removed: Int, added: Int) {
    self.first = first
    self.removed = removed
    self.added = added
  }

  /// The smallest run that tells two lists apart; empty where they are the same.
  public init<Element: Equatable>(from former: [Element], to later: [Element]) {
    let least = min(former.count, later.count)
    var head = 0
    while head < least, former[head] == later[head] { head += 1 }
    var tail = 0
    while tail < least - head, former[former.count - 1 - tail] == later[later.count - 1 - tail] {
      tail += 1
    }
    self.init(
      first: head, removed: former.count - tail - head, added: later.count - tail - head)
  }

  /// This change and one after it as one: what the list before the first and that after the second differ in.
  public func then(_ next: ChangedRun) -> ChangedRun {
    // No change has no place either.
    guard !isEmpty, !next.isEmpty else { return isEmpty ? next : self }
    let first = min(first, next.first)
    // Ends in the list between the two.
    let end = max(later.upperBound, next.former.upperBound)
    return ChangedRun(
      first: first, removed: end - (added - removed) - first,
      added: end + (next.added - next.removed) - first)
  }

  /// Where it stands in the former list.
  public var former: Range<Int> { first..<(first + removed) }
  /// Where it stands in the later list.
  public var later: Range<Int> { first..<(first + added) }
  /// Whether the lists are the same.
  public var isEmpty: Bool { removed == 0 && added == 0 }
}
