import Exchange
import Resources
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The forms about exchange rates and files of quotations.
enum RateForms {
  private static func rate(_ text: String) -> ExchangeRate? {
    (try? NumberEntry.parse(text.trimmed, decimals: ExchangeRate.decimals))
      .map { ExchangeRate(scaled: $0.scaled) }
  }

  private static func currency(_ text: String, besides own: Currency) -> Currency? {
    Currency(code: text.trimmed.uppercased()).flatMap { $0 == own || !$0.isKnown ? nil : $0 }
  }

  /// A rate: the currency, its value, from when.
  static func rate(_ known: Currency?, _ session: Session) -> Modal {
    let own = session.company.currency
    return .form(
      id: "prices.rate", title: session.text("prices.rate.title"),
      [
        PriceForms.field("rateCurrency", known?.code ?? "", session, isWanted: true) {
          currency($0, besides: own) != nil
        },
        PriceForms.field("rate", "", session, isWanted: true) {
          rate($0).map { $0 > .zero } ?? false
        }.echoing { typed in
          rate(typed).map { "1 \(own.code) = \(session.format.rate($0))" } ?? ""
        },
        PriceForms.dayField("from", session.format.day(session.today), session),
      ])
  }

  static func setRate(_ values: FormValues, _ session: Session) -> Effect {
    let own = session.company.currency
    return .act(
      SetRate(
        currency(values["rateCurrency"] ?? "", besides: own) ?? own,
        to: rate(values["rate"] ?? "") ?? .zero,
        from: GoodsForms.day(values["from"] ?? "", session.today)))
  }

  /// A file of quotations: where it is, how it is written, which of its columns.
  static func file(_ session: Session) -> Modal {
    .form(
      id: "prices.import", title: session.text("prices.import.title"),
      [
        PriceForms.field("path", "", session, isWanted: true),
        PriceForms.field("profile", "fx_ecb", session, isWanted: true),
        PriceForms.field("series", "", session),
      ])
  }

  static func importSeries(_ values: FormValues, _ session: Session) -> Effect {
    let own = session.company.currency
    func text(_ key: String) -> String { (values[key] ?? "").trimmed }
    let (path, name) = (text("path"), text("profile"))
    let wanted = text("series").split(separator: ",").map { String($0).trimmed }
    return .act { _ in
      let file = try SeriesFile(
        path: path, try SeriesProfile.called(name, in: ResourceFolder.located()), only: wanted,
        company: own)
      if let first = file.rejections.first {
        throw SeriesProblem.refusedCells(file.rejections.count, first: first)
      }
      return ImportSeries(file.batch)
    }
  }
}
