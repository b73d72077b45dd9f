import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What somebody decides on, and how: who asks and why, what is missing, the lines that ask or block with
/// the prices that would do. The same window from every screen that shows a quote.
///
/// ```
///   ┏━ Accord pour D-0139 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
///   ┃ Demandé par Camille Marchand le 22/11                               ┃
///   ┃ Motif : Chantier important, marge à reprendre sur la suite          ┃
///   ┃ 719,00 € HT · marge 18,1 % · manque 18,97 € sous le plancher        ┃
///   ┃ ▲ Ligne 1 CHC-5X20 à 18,50 : bloquée sous 19,00                     ┃
///   ┃▌Accorder                                                            ┃
/// ```
struct DecisionPanel {
  /// Lines named one by one; the rest is counted.
  static let most = 5

  let asked: ApprovalToDecide
  let session: Session

  /// Reads it; a person who may not decide is told so, and who could, before a word is typed.
  static func read(_ quote: ID<Quote>, _ session: Session) -> Effect {
    let (actor, today) = (session.actor, session.today)
    return .read("decide") { try $0.approvalToDecide(on: quote, by: actor, today: today) }
  }

  /// Asks for the decision: the answer is `.choice("decide", …)`.
  static func ask(_ asked: ApprovalToDecide, _ session: Session) -> [Effect] {
    let number = Fact("number", .text(QuoteWords.number(asked.draft.quote)))
    return [
      .ask(
        .choose(
          id: "decide", title: session.text("entry.decide.title", number),
          intro: DecisionPanel(asked: asked, session: session).lines + [Span("")],
          ApprovalDecision.allCases.map { decision in
            Choice(key: decision.rawValue, label: session.text("entry.decide.\(decision.rawValue)"))
          }))
    ]
  }

  /// The word that goes with a decision.
  static func askNote(_ session: Session) -> [Effect] {
    [
      .ask(
        .prompt(
          id: "decideNote", title: session.text("entry.decide.note"),
          hint: session.text("entry.decide.noteHint")))
    ]
  }

  var lines: [Span] {
    var lines = [Span(who, .muted)]
    if !asked.approval.reason.isEmpty {
      lines.append(
        Span(session.text("decide.reason", Fact("reason", .text(asked.approval.reason)))))
    }
    lines.append(Span(figures, .value))
    if let document { lines.append(document) }
    lines += strict
    if asked.verdict.linesWithoutCost > 0 {
      lines.append(
        Span("▲ " + session.counted("decide.uncosted", asked.verdict.linesWithoutCost), .warning))
    }
    if asked.isBlocked { lines.append(Span("! " + session.text("decide.blocked"), .danger)) }
    return lines
  }

  private var who: String {
    let name = Fact("name", .text(asked.askedByName))
    let day = Fact("day", .text(session.format.shortDay(asked.approval.askedAt.day())))
    guard let absent = asked.inPlaceOf else { return session.text("decide.askedBy", name, day) }
    return session.text("decide.askedBy.for", name, day, Fact("absent", .text(absent.name)))
  }

  /// `7 219,80 € HT · marge 18,9 % · manque 95,20 € sous le plancher`; without costs the net alone.
  private var figures: String {
    let (quote, figures) = (asked.draft.quote, asked.figures)
    let net = session.format.money(figures.totals.net, quote.currency)
    var parts = [session.text("decide.net", Fact("net", .text(net)))]
    if figures.hiddenFloor == nil {
      let rate = session.format.percent(figures.margin.marginRate)
      parts.append(session.text("decide.rate", Fact("rate", .text(rate))))
    }
    if let missing = figures.floor.missing, figures.hiddenFloor == nil {
      parts.append(
        session.text("decide.missing", Fact("missing", .text(session.money(missing)))))
    }
    return parts.joined(separator: " · ")
  }

  /// What is asked of the whole document, where the euros missing do not say it.
  private var document: Span? {
    let isSaid = asked.figures.hiddenFloor == nil && asked.figures.floor.missing != nil
    guard let action = asked.verdict.document, action == .block || (action == .ask && !isSaid)
    else { return nil }
    let text = session.text("decide.document.\(action.rawValue)")
    return Span("▲ " + text, action == .block ? .danger : .warning)
  }

  /// Lines that ask or block, with the price that would not.
  private var strict: [Span] {
    let numbers = asked.verdict.strictLines
    var lines = numbers.prefix(Self.most).compactMap { line($0) }
    if numbers.count > Self.most {
      lines.append(
        Span(session.counted("decide.moreLines", numbers.count - Self.most), .muted))
    }
    return lines
  }

  private func line(_ number: Int) -> Span? {
    guard let place = asked.draft.lines.firstIndex(where: { $0.number == number }),
      let own = asked.figures[line: number], let action = asked.verdict.lines[number]
    else { return nil }
    let (line, format) = (asked.draft.lines[place], session.format)
    let unit = line.row.priceUnit == 1 ? "" : "/\(line.row.priceUnit)"
    let floor = own.floorPrice.map { format.price($0) + unit } ?? "—"
    let text = session.text(
      "decide.line.\(action.rawValue)", Fact("line", .count(place + 1)),
      Fact("product", .text(line.row.description)),
      Fact("price", .text(format.price(own.netUnitPrice) + unit)), Fact("floor", .text(floor)))
    return Span("▲ " + text, action == .block ? .danger : .warning)
  }
}
