import Sales
import Values

extension IndicatorReport {
  /// The figures as rows `people,indicator,term,value,amount`: the whole first, then each salesperson.
  /// A figure's own row has no term; people are empty for the whole.
  public var csv: [UInt8] {
    var writer = CSVWriter(delimiter: .semicolon)
    writer.append(["people", "indicator", "term", "value", "amount"])
    append(dashboard.whole, of: "", to: &writer)
    for part in dashboard.bySalesperson {
      append(part.slice, of: part.name ?? "—", to: &writer)
    }
    return writer.takeBytes()
  }

  private func append(_ slice: SalesSlice, of people: String, to writer: inout CSVWriter) {
    for figure in slice.figures {
      let id = figure.indicator.id
      writer.append([people, id, "", text(figure.value) ?? "", ""])
      for term in figure.inputs + figure.exclusions {
        writer.append([
          people, id, term.key, text(term.value) ?? "", term.amount.map { text($0) } ?? "",
        ])
      }
    }
  }
}
