/// A large value that copies share until one of them changes it: passing it on costs one reference, whatever it
/// holds, and two copies of one value are told equal by where it is.
///
/// ```
///   @Shared var draft: QuoteDraft      read and changed like any other; a change of a copy makes it its own
///   $draft                             its mark: as long as it is equal, nothing of the draft changed
/// ```
@propertyWrapper
public struct Shared<Value: Sendable>: Sendable {
  /// Changed only while nothing else holds it, which is what makes it safe to hand to another thread.
  @usableFromInline
  final class Box: @unchecked Sendable {
    // Who changes it is the only holder: a check of overlapping accesses at each reading finds nothing, and
    // costs more than the reading.
    @exclusivity(unchecked) @usableFromInline var value: Value

    @inlinable init(_ value: Value) { self.value = value }
  }

  @usableFromInline var box: Box

  /// A value that nothing shares yet.
  @inlinable
  public init(wrappedValue: Value) { box = Box(wrappedValue) }

  /// The value.
  @inlinable public var wrappedValue: Value {
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }

  /// Stands for the value as it is now, without comparing it.
  @inlinable public var projectedValue: SharedMark { SharedMark(box) }
}

/// What stands for a shared value at one moment: equal as long as nothing changed it. Who holds one makes the next
/// change a copy, which is why it cannot be equal and wrong.
public struct SharedMark: Equatable, Sendable {
  @usableFromInline let box: any AnyObject & Sendable

  @inlinable init(_ box: any AnyObject & Sendable) { self.box = box }

  /// Whether both stand for the same state of the same value.
  @inlinable
  public static func == (left: SharedMark, right: SharedMark) -> Bool { left.box === right.box }
}

extension Shared: Equatable where Value: Equatable {
  /// Whether both are the same, or hold the same.
  @inlinable
  public static func == (left: Shared, right: Shared) -> Bool {
    left.box === right.box || left.box.value == right.box.value
  }
}

extension Shared: Hashable where Value: Hashable {
  /// Hashes the value.
  @inlinable
  public func hash(into hasher: inout Hasher) { box.value.hash(into: &hasher) }
}
