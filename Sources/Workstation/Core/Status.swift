/// The one line above the footer: result of the last action, or why it was refused.
public struct Status: Sendable, Hashable {
  /// How much it matters.
  public enum Tone: Sendable, Hashable {
    /// Something was done.
    case done
    /// Something is worth knowing.
    case notice
    /// A rule said no, or a field is wrong.
    case refused
    /// Something failed.
    case failed
  }

  /// How much it matters.
  public let tone: Tone
  /// The sentence.
  public let text: String

  /// A line.
  public init(_ tone: Tone, _ text: String) {
    self.tone = tone
    self.text = text
  }

  /// Whether it says that something was not done.
  var isRefusal: Bool { tone == .refused || tone == .failed }

  var sign: String {
    switch tone {
    case .done: "✓"
    case .notice: "·"
    case .refused, .failed: "!"
    }
  }
}
