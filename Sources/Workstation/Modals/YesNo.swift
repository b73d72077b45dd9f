import SalesDesk
import Terminal

/// A field of a form that wants yes or no, in the language of the person.
enum YesNo {
  /// The field, with its answer so far.
  static func field(_ key: String, label: String, _ isOn: Bool, _ session: Session) -> FormField {
    let hint = session.text("yesNo.hint")
    return FormField(
      key, label: label, text: word(isOn, session), hint: hint,
      problem: { read($0, session) == nil ? hint : nil })
  }

  /// `oui`, `non`.
  static func word(_ isOn: Bool, _ session: Session) -> String {
    session.text(isOn ? "yesNo.yes" : "yesNo.no")
  }

  /// What was typed: the word or its beginning, in capitals or not; nil where it is neither.
  static func read(_ text: String, _ session: Session) -> Bool? {
    let typed = Folding.fold(text)
    guard !typed.isEmpty else { return nil }
    return [true, false].first { Folding.fold(word($0, session)).hasPrefix(typed) }
  }
}
