//! The Gregorian calendar of the years 1 to 9999, and its days counted from 1970-01-01.

/// The days from 0001-01-01 to 1970-01-01.
const EPOCH: i64 = 719_162;
/// After so many years the calendar repeats itself.
const CYCLE_YEARS: i64 = 400;
const CYCLE_DAYS: i64 = 146_097;

/// The last day of a month; none is a month that there is not.
const fn last_day(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Whether the calendar has this day.
pub(super) const fn has(year: u16, month: u8, day: u8) -> bool {
    1 <= year && year <= 9999 && 1 <= day && day <= last_day(year, month)
}

/// The days from 0001-01-01 to the first of a year.
const fn days_before(year: i64) -> i64 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

/// The days from 1970-01-01 to a day of the calendar.
pub(super) fn to_days(year: u16, month: u8, day: u8) -> i64 {
    let months: i64 = (1..month).map(|month| i64::from(last_day(year, month))).sum();
    days_before(year.into()) + months + i64::from(day) - 1 - EPOCH
}

/// Year, month and day so many days after 1970-01-01, within the years 1 to 9999.
pub(crate) fn from_days(days: i64) -> Option<(u16, u8, u8)> {
    let days = days.checked_add(EPOCH).filter(|days| *days >= 0)?;
    // Leap years are not spread evenly, so that this may be the year before or after.
    let near = days / CYCLE_DAYS * CYCLE_YEARS + days % CYCLE_DAYS * CYCLE_YEARS / CYCLE_DAYS + 1;
    let year = [near + 1, near, near - 1]
        .into_iter()
        .find(|year| days_before(*year) <= days)?;
    let mut rest = days - days_before(year);
    let year = u16::try_from(year).ok().filter(|year| *year <= 9999)?;
    for month in 1..=12 {
        let length = i64::from(last_day(year, month));
        if rest < length {
            return Some((year, month, u8::try_from(rest + 1).ok()?));
        }
        rest -= length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{from_days, has, to_days};

    #[test]
    fn every_day_follows_the_one_before_and_converts_both_ways() {
        let mut days = to_days(1, 1, 1);
        assert_eq!(
            (days, to_days(1970, 1, 1), to_days(9999, 12, 31)),
            (-719_162, 0, 2_932_896)
        );
        for year in 1..=9999 {
            for month in 1..=12 {
                for day in (1..=31).filter(|day| has(year, month, *day)) {
                    assert_eq!(to_days(year, month, day), days);
                    assert_eq!(from_days(days), Some((year, month, day)));
                    days += 1;
                }
            }
        }
    }

    #[test]
    fn the_calendar_ends_with_the_years_1_and_9999() {
        for days in [-719_163, 2_932_897, i64::MIN, i64::MAX] {
            assert_eq!(from_days(days), None, "{days}");
        }
    }

    #[test]
    fn a_february_has_29_days_every_fourth_year_but_for_three_centuries_of_four() {
        for (year, leap) in [(4, true), (1900, false), (2000, true), (2023, false), (2024, true)] {
            assert_eq!(has(year, 2, 29), leap, "{year}");
        }
        assert!(!has(2024, 2, 30) && !has(2024, 0, 1) && !has(2024, 13, 1) && !has(2024, 1, 0) && !has(0, 1, 1));
        assert!(!has(10_000, 1, 1) && !has(2024, 4, 31));
    }
}
