import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// What this version changes in the one before, line by line, as it stands on the screen.

/// The version before, read to be compared.
struct FormerVersion: Sendable {
  let draft: QuoteDraft?
}

extension QuoteEntry {
  /// Reads the version before this one.
  func compare(_ session: Session) -> [Effect] {
    guard let quote = sheet?.quote, !quote.number.isEmpty, quote.revision > 1 else {
      return [.say(Status(.refused, session.text("entry.diff.none")))]
    }
    return [
      .read("former") { reader in
        let former = try reader.versions(of: quote.number).first { $0.revision < quote.revision }
        return FormerVersion(draft: try former.map { try reader.draft(of: $0.id) })
      }
    ]
  }

  mutating func receive(_ former: FormerVersion, _ session: Session) -> [Effect] {
    guard let sheet, let older = former.draft,
      let difference = try? QuoteDifference(from: older, to: sheet.draft)
    else { return [.say(Status(.refused, session.text("entry.diff.none")))] }
    let words = DifferenceWords(difference, sheet.quote.currency, session)
    let title = session.text(
      "entry.diff.title", Fact("number", .text(sheet.quote.number)),
      Fact("from", .count(older.quote.revision)), Fact("to", .count(sheet.quote.revision)))
    return [.ask(Modal(Explain(title: title, lines: words.lines)))]
  }
}

/// A difference in words.
struct DifferenceWords {
  let difference: QuoteDifference
  let currency: Currency
  let session: Session

  init(_ difference: QuoteDifference, _ currency: Currency, _ session: Session) {
    self.difference = difference
    self.currency = currency
    self.session = session
  }

  var lines: [[Span]] {
    guard !difference.isEmpty else { return [[Span(session.text("entry.diff.same"), .muted)]] }
    return difference.lines.map(line) + [[]] + sums
  }

  private func line(_ line: QuoteLineDifference) -> [Span] {
    let sign: (String, Style) =
      switch line.kind {
      case .added: ("+ ", .success)
      case .removed: ("− ", .danger)
      case .changed: ("± ", .info)
      }
    var spans = [
      Span(sign.0, sign.1), Span(line.shown?.row.description ?? "", .normal),
      Span("  " + details(line), .muted),
    ]
    if line.effect != .zero { spans.append(Span("  " + signed(line.effect), .value)) }
    return spans
  }

  /// `qté 20 → 30 · prix 9,90 → 9,50`.
  private func details(_ line: QuoteLineDifference) -> String {
    let format = session.format
    guard let before = line.before, let after = line.after else {
      guard let row = line.shown, row.isProduct else { return "" }
      return format.quantity(row.row.typedQuantity) + " × "
        + format.price(row.amounts.netUnitPrice)
    }
    return line.parts.map { part in
      let name = session.text("entry.diff.\(part.rawValue)")
      switch part {
      case .quantity:
        return name + " " + format.quantity(before.row.typedQuantity) + " → "
          + format.quantity(after.row.typedQuantity)
      case .price:
        return name + " " + format.price(before.row.unitPrice) + " → "
          + format.price(after.row.unitPrice)
      case .discount:
        return name + " " + EntryWords.discounts(before.row.discounts, format) + " → "
          + EntryWords.discounts(after.row.discounts, format)
      case .words, .choice, .vat: return name
      }
    }.joined(separator: " · ")
  }

  private var sums: [[Span]] {
    let (before, after) = (difference.before, difference.after)
    func sum(_ key: String, _ path: KeyPath<DocumentTotals, Amount>) -> [Span]? {
      let (old, new) = (before[keyPath: path], after[keyPath: path])
      guard old != new else { return nil }
      let words =
        session.format.money(old, currency) + " → " + session.format.money(new, currency)
      return [
        Span(session.text("entry.diff.\(key)") + "  ", .label), Span(words + "  ", .normal),
        Span(signed(new - old), .value),
      ]
    }
    return [
      sum("goods", \.goods), sum("documentDiscount", \.discount), sum("carriage", \.carriage),
      sum("eco", \.eco), sum("total", \.total),
    ].compactMap { $0 }
  }

  private func signed(_ amount: Amount) -> String {
    (amount > .zero ? "+" : "") + session.format.money(amount, currency)
  }
}
