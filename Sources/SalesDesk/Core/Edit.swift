/// A field in a form: left as it is, or given a value (which may be none).
public enum Edit<Value: Sendable & Hashable>: Sendable, Hashable {
  /// As it is.
  case keep
  /// This value instead.
  case set(Value)

  /// Gives the field its value.
  public func apply(to field: inout Value) {
    if case .set(let value) = self { field = value }
  }

  /// The value given, or nil where the field is kept.
  public var value: Value? {
    if case .set(let value) = self { value } else { nil }
  }
}
