//! What the texts of string-like primitive schemas look like.

pub(super) use crate::read::is_duration;

/// `YYYY-MM-DD`: a day that the calendar has, from the year 1 on.
pub(super) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

/// `hh:mm:ss`, an optional fraction, and `Z` or an offset; there are no leap seconds.
pub(super) fn is_time(text: &str) -> bool {
    let clock = match text.strip_suffix('Z') {
        Some(clock) => clock,
        None => {
            let Some((clock, offset)) = text.len().checked_sub(6).and_then(|at| text.split_at_checked(at)) else {
                return false;
            };
            let Some((hours, minutes)) = offset
                .strip_prefix(['+', '-'])
                .and_then(|offset| offset.split_once(':'))
            else {
                return false;
            };
            if !below(hours, 24) || !below(minutes, 60) {
                return false;
            }
            clock
        }
    };
    let clock = match clock.split_once('.') {
        Some((clock, fraction)) if digits(fraction) => clock,
        Some(_) => return false,
        None => clock,
    };
    let mut parts = clock.split(':');
    let limits = [24, 60, 60];
    limits
        .iter()
        .all(|limit| parts.next().is_some_and(|part| below(part, *limit)))
        && parts.next().is_none()
}

/// A date, `T`, and a time.
pub(super) fn is_date_time(text: &str) -> bool {
    text.split_once('T')
        .is_some_and(|(date, time)| is_date(date) && is_time(time))
}

/// Digits with an optional sign and an optional point, which may stand last; no leading zero.
pub(super) fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && (fraction.is_empty() || digits(fraction))
}

/// Base64 with the common alphabet and padding.
pub(super) fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - data.len() <= 2
        && data
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

/// Hexadecimal digits in groups of 8, 4, 4, 4 and 12.
pub(super) fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let mut groups = text.split('-');
    lengths.iter().all(|length| {
        groups
            .next()
            .is_some_and(|group| group.len() == *length && group.bytes().all(|byte| byte.is_ascii_hexdigit()))
    }) && groups.next().is_none()
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && digits(text)).then(|| text.parse().ok())?
}

fn below(text: &str, limit: u32) -> bool {
    number(text, 2).is_some_and(|number| number < limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_the_calendar() {
        for (text, valid) in [
            ("2000-02-29", true),
            ("1900-02-29", false),
            ("0000-01-01", false),
            ("2026-1-01", false),
        ] {
            assert_eq!(is_date(text), valid, "{text}");
        }
    }

    #[test]
    fn times_have_an_offset() {
        for (text, valid) in [
            ("23:59:59.5-01:15", true),
            ("23:59:59", false),
            ("23:59:59.Z", false),
            ("é23:59", false),
            ("00:00:00+24:00", false),
        ] {
            assert_eq!(is_time(text), valid, "{text}");
        }
    }

    #[test]
    fn base64_is_padded() {
        for (text, valid) in [
            ("", true),
            ("2/1=", true),
            ("2/1", false),
            ("====", false),
            ("2===", false),
        ] {
            assert_eq!(is_base64(text), valid, "{text}");
        }
    }
}
