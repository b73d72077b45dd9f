import Sales
import SalesStore
import Terminal
import Values

/// What was typed into the filter, understood: words, and conditions in the grammar shared with the
/// command line.
///
///     menuiserie vendeur:moi retard montant>5k marge<20
struct TypedFilter: Hashable {
  /// The words left, for the full-text index.
  var words: [String] = []
  /// Only those of the person at the desk.
  var isMine = false
  /// Only those whose next action is late.
  var isLate = false
  /// Only those without next action.
  var isWithoutAction = false
  /// Bounds of the amount, in minor units.
  var amountFrom: Int64?
  var amountTo: Int64?
  /// Bounds of the taux de marque, in basis points.
  var marginFrom: Int64?
  var marginUnder: Int64?

  /// Understands a filter; what is not a condition is a word.
  init(_ text: String, decimals: Int) {
    for word in text.split(separator: " ") {
      let word = String(word)
      if !readWord(Folding.fold(word)) && !readBound(Folding.fold(word), decimals) {
        words.append(word)
      }
    }
  }

  private mutating func readWord(_ word: String) -> Bool {
    switch word {
    case "vendeur:moi", "salesperson:me", "moi", "me": isMine = true
    case "retard", "late": isLate = true
    case "sansaction", "noaction": isWithoutAction = true
    default: return false
    }
    return true
  }

  private mutating func readBound(_ word: String, _ decimals: Int) -> Bool {
    guard let place = word.firstIndex(where: { $0 == "<" || $0 == ">" }) else { return false }
    let isFrom = word[place] == ">"
    let typed = String(word[word.index(after: place)...])
    switch word[..<place] {
    case "montant", "amount":
      guard let bound = try? NumberEntry.parse(typed, decimals: decimals) else { return false }
      if isFrom { amountFrom = bound.scaled } else { amountTo = bound.scaled }
    case "marge", "margin":
      guard let bound = try? NumberEntry.parse(typed, decimals: 2) else { return false }
      if isFrom { marginFrom = bound.scaled } else { marginUnder = bound.scaled }
    default: return false
    }
    return true
  }

  /// What the store is asked.
  func filter(_ session: Session) -> BoardFilter {
    var filter = BoardFilter(
      salesperson: isMine ? session.actor.id : nil, text: words.joined(separator: " "))
    filter.isLate = isLate
    filter.isWithoutAction = isWithoutAction
    filter.amountFrom = amountFrom.map { Amount(minor: $0) }
    filter.amountTo = amountTo.map { Amount(minor: $0) }
    filter.marginFrom = marginFrom.map { Ratio(basisPoints: $0) }
    filter.marginUnder = marginUnder.map { Ratio(basisPoints: $0) }
    return filter
  }
}
